---@meta
-- 由 kaohe rules grammar 生成，不要手改。编辑器（LuaLS）读它来补全和解释规则包、方法里的词；程序不装载它。

---@class dictionary_fields
---@field title? string 表的中文名
---@field names? string|string[] 其它可接受的表名
---@field columns? column_fields[] 各列
---@field key? string|string[] 共同确定一行的列
---@field period? string 判断是否在考核期内的日期、月份或年度列
---@field key_value? boolean 两列的键值表
---@field limits? table 每行各列之间的大小关系：{ "利用量", at_most = "产生量" }
---@field extend? boolean 补充已有的表

---@param id string 编号
---@return fun(fields: dictionary_fields)
function dictionary(id) end

---@class unit_fields
---@field names? string|string[] 其它写法
---@field of? string 折算成哪个单位
---@field factor? string|integer|number_exact 1 个本单位等于几个 of
---@field low? string|integer|number_exact 数值不会小于多少
---@field high? string|integer|number_exact 数值不会大于多少

---@param id string 编号
---@return fun(fields: unit_fields)
function unit(id) end

---@class words_fields

---@param id string 编号
---@return fun(fields: words_fields)
function words(id) end

---@class column_fields
---@field id string 列编号
---@field label? string 列名
---@field headers? string|string[] 可接受的表头
---@field type? "number"|"text"|"date"|"hour"|"month"|"year"|"deadline"|"flag"|"class" 类型
---@field unit? string 单位
---@field min? string|integer|number_exact 最小
---@field max? string|integer|number_exact 最大
---@field choices? string|string[] 可选值
---@field required? boolean 必填
---@field needs? string 填“是”时还须填写的列
---@field below? "half" 低于检出限时按检出限的一半
---@field sum? boolean 合计行是各行之和，要核对
---@field unit_from? string 写明本行单位的列

---@class method_fields
---@field id string 方法编号
---@field title string 方法名称
---@field api integer 接口版本
---@field edition string 方法版本
---@field basis table 标准、条款、核实状态
---@field tables table 读取的表和列
---@field params? table<string, param_fields> 参数，按名称
---@field covers? table 适用的日期：{ from = "2026-03-01", to = … }
---@field outputs table<string, output_fields> 输出，按名称
---@field run? function 计算函数 run(t, p)：t 为各表的列，p 为参数，另有 p.period（考核期）和 p.wants（这次要看的输出，如 { rate = true, series = true }，没有列出的不必算）
---@field view? "tasks"|"projects" 规则包自己的任务或项目
---@field lookup? table 按指标查一行

---@param fields method_fields
function method(fields) end

---@class check_fields
---@field title string 什么互相矛盾
---@field mend string 怎样改
---@field table string 检查的表
---@field columns string|string[] 读取的列
---@field needs string|string[] 都有数才检查的列
---@field place string 指出哪一列的单元格
---@field doubt? boolean 只是提示
---@field run function 返回 wrong、given、expected 三列

---@param id string 编号
---@return fun(fields: check_fields)
function check(id) end

---@class param_fields
---@field required? boolean 必填
---@field default? any 默认值
---@field choices? string|string[] 可选值
---@field covers? table 各可选值适用的日期
---@field about? string 说明

---@class output_fields
---@field unit? string 单位
---@field digits? integer 小数位数
---@field title? string 名称

---@class pack_fields
---@field id string 规则包编号
---@field title string 名称
---@field version string 版本
---@field engine string 程序版本要求
---@field period string 考核期：2021 或 2018-2020
---@field office? string 考核单位
---@field year_label? string 年度名称

---@param fields pack_fields
function pack(fields) end

---@class regions_fields
---@field file? string 县区表文件
---@field rows? region_fields[] 县区

---@param fields regions_fields
function regions(fields) end

---@class region_fields
---@field name string 名称
---@field code? string 区划代码
---@field kind "county"|"city"|"zone"|"bureau" 类型
---@field ranked? boolean 是否参与排名
---@field aliases? string|string[] 别名

---@class source_fields
---@field title string 文件名称
---@field number? string 文号
---@field issued? string 印发日期
---@field file? string 原文文件
---@field demo? boolean 示范，不是正式文件
---@field note? string 说明

---@param id string 编号
---@return fun(fields: source_fields)
function source(id) end

---@class indicator_fields
---@field title string 指标名称
---@field unit string 单位
---@field better "higher"|"lower" 越高越好还是越低越好
---@field digits integer 小数位数
---@field method string 计算方法
---@field value string 取方法的哪个输出
---@field params? table 方法参数

---@param id string 编号
---@return fun(fields: indicator_fields)
function indicator(id) end

---@class targets_fields
---@field form? "at_least"|"more_than"|"at_most"|"less_than"|"equal"|"between"|"class_or_better"|"drop_at_least"|"all_of"|"any_of"|"by_year"|"about"|"assigned"|"qualitative" 目标形式
---@field cite string[] 依据文件编号和条款
---@field rows? table 各县区目标值
---@field file? string 目标值文件
---@field value? any 统一目标值
---@field high? string|integer|number_exact 区间上限
---@field applies? any each：适用于每个县区；或县区名单
---@field demo? boolean 示范
---@field tolerance? string|integer|number_exact 左右的容许差
---@field base_year? string 基准年
---@field year? string 到哪一年，如 2020；以前的年度为未到期
---@field years? table 各年目标
---@field branches? branch_fields[] 各分项目标
---@field lead? string|string[] 牵头单位
---@field support? string|string[] 配合单位
---@field implement? string|string[] 落实单位
---@field note? string 说明

---@param id string 编号
---@return fun(fields: targets_fields)
function targets(id) end

---@class units_fields
---@field file string 责任单位表：单位、别名、代表

---@param fields units_fields
function units(fields) end

---@class task_fields
---@field no? string 序号
---@field title string 任务
---@field lead? string|string[] 牵头单位
---@field support? string|string[] 配合单位
---@field implement? string|string[] 落实单位
---@field due? string 完成时限：2021-12-31
---@field due_text? string 时限原文
---@field report? string 报送频次：monthly:4
---@field cite string[] 依据文件编号和条款
---@field note? string 说明

---@param id string 编号
---@return fun(fields: task_fields)
function task(id) end

---@class tasks_fields
---@field file string 任务表
---@field source? string 依据文件编号，表中没有“文件”列时用

---@param fields tasks_fields
function tasks(fields) end

---@class threshold_fields
---@field title string 名称
---@field whom? string 对象
---@field op ">="|">"|"<="|"<"|"="|"class<="|"between"|"about"|"by" 判定
---@field value? any 限值；between 写 lo..hi，by 写日期
---@field unit? string 单位
---@field year? string 年度
---@field due? string 时限
---@field lead? string|string[] 牵头单位
---@field cite string[] 依据文件编号和条款
---@field note? string 说明

---@param id string 编号
---@return fun(fields: threshold_fields)
function threshold(id) end

---@class thresholds_fields
---@field file string 限值表
---@field source? string 依据文件编号，表中没有“文件”列时用

---@param fields thresholds_fields
function thresholds(fields) end

---@class project_fields
---@field title? string 名称
---@field file? string 项目清单
---@field cite string[] 依据文件编号和条款
---@field note? string 说明

---@param id string 编号
---@return fun(fields: project_fields)
function project(id) end

---@class consequence_fields
---@field title string 措施
---@field when string 情形
---@field cite string[] 依据文件编号和条款
---@field kind? "reminder"|"warning"|"rectify"|"interview" 用哪种文种：提醒函、预警函、限期整改通知书、约谈通知
---@field gap_at_least? string|integer|number_exact 条件：有指标的差距达到目标值的百分之几
---@field share_unmet? string|integer|number_exact 条件：未达标项数达到参评项数的百分之几
---@field repeated? boolean 条件：有指标上期也未达标
---@field grade? string 条件：考核等次
---@field reward? boolean 奖励措施，不写进通知书
---@field whom? "region"|"enterprise" 落在谁身上：县区和部门；企业、养殖场和个人，不写进通知书

---@param id string 编号
---@return fun(fields: consequence_fields)
function consequence(id) end

---@class scheme_fields
---@field title string 方案名称
---@field total string|integer|number_exact 总分
---@field points_interval? string|integer|number_exact 得分修约间隔
---@field rank_interval? string|integer|number_exact 排名修约间隔
---@field scale_to? string|integer|number_exact 总分折算到
---@field demo? boolean 示范计分方案

---@param fields scheme_fields
function scheme(fields) end

---@class group_fields
---@field title string 名称
---@field points string|integer|number_exact 分值
---@field cap? string|integer|number_exact 上限
---@field floor? string|integer|number_exact 下限

---@param id string 编号
---@return fun(fields: group_fields)
function group(id) end

---@class rule_fields
---@field group string 所属组
---@field points string|integer|number_exact 满分
---@field title? string 名称
---@field indicator? string 指标
---@field needs? string|string[] 公式需要的指标
---@field members? string|string[] share：参加计数的指标，末尾 * 取同一前缀的全部
---@field compare? "full"|"rounded" 全数值比较法或修约值比较法
---@field missing "undetermined"|"zero"|"full"|"exclude" 缺报时
---@field invalid? "undetermined"|"zero"|"full"|"exclude" 数据无效时，默认同 missing
---@field not_applicable? "full"|"rescale" 无此项时
---@field score table|string 计分形式
---@field cite? string[] 依据文件编号和条款
---@field note? string 说明

---@param id string 编号
---@return fun(fields: rule_fields)
function rule(id) end

---@class bonus_fields
---@field title string 名称
---@field table string 数据表
---@field item string 事项
---@field per string|integer|number_exact 每
---@field points string|integer|number_exact 加分
---@field cap? string|integer|number_exact 上限
---@field cite string[] 依据文件编号和条款

---@param id string 编号
---@return fun(fields: bonus_fields)
function bonus(id) end

---@class veto_fields
---@field title string 名称
---@field table string 数据表
---@field item string 事项
---@field effect effect_fields 后果
---@field cite string[] 依据文件编号和条款

---@param id string 编号
---@return fun(fields: veto_fields)
function veto(id) end

---@class effect_fields
---@field grade? string 定为等次
---@field total_at_most? string|integer|number_exact 总分不超过

---@class grades_fields

---@param fields grades_fields
function grades(fields) end

---@class deduct_fields
---@field per string|integer|number_exact 每差多少
---@field points string|integer|number_exact 扣多少分
---@field partial "prorate"|"started"|"whole" 不足一个单位：按比例、按一个计、不计
---@field floor string|integer|number_exact 扣到多少为止
---@field zero_below_by? string|integer|number_exact 差到多少得零分

---@param fields deduct_fields
function deduct(fields) end

---@class line_fields
---@field slope string|integer|number_exact 斜率
---@field intercept string|integer|number_exact 截距
---@field floor string|integer|number_exact 最低
---@field cap string|integer|number_exact 最高

---@param fields line_fields
function line(fields) end

---@class levels_fields

---@param fields levels_fields
function levels(fields) end

---@class level_fields
---@field at_least? string|integer|number_exact 不低于
---@field points string|integer|number_exact 得分

---@class each_fields
---@field points string|integer|number_exact 每个多少分
---@field from "zero"|"full" 从零加起或从满分扣起
---@field floor? string|integer|number_exact 最低
---@field cap? string|integer|number_exact 最高

---@param fields each_fields
function each(fields) end

---@class ratio_fields
---@field floor string|integer|number_exact 比值下限
---@field cap string|integer|number_exact 比值上限

---@param fields ratio_fields
function ratio(fields) end

---@class factor_if_unmet_fields
---@field factor string|integer|number_exact 未达标时乘以
---@field score table|string 计分形式

---@param fields factor_if_unmet_fields
function factor_if_unmet(fields) end

---@class improvement_fields
---@field against string 对比的指标
---@field per string|integer|number_exact 每改善多少
---@field points string|integer|number_exact 得多少分
---@field partial "prorate"|"started"|"whole" 不足一个单位
---@field floor string|integer|number_exact 最低
---@field cap string|integer|number_exact 最高

---@param fields improvement_fields
function improvement(fields) end

---@class min_of_fields

---@param fields min_of_fields
function min_of(fields) end

---@class waive_if_fields
---@field met string 达标即免扣的指标
---@field score table|string 计分形式

---@param fields waive_if_fields
function waive_if(fields) end

---@class formula_fields
---@field explain string 公式说明
---@field run function 计算函数

---@param fields formula_fields
function formula(fields) end

---@class test_fields
---@field region string 县区
---@field rule? string 规则、指标、加分、一票否决或组；不写时只看总分和等次
---@field given? any 给定的值："85.7"，或 { 指标 = "85.7", 数据表 = { { 列 = 值 }, … } }
---@field data? string|string[] tests 文件夹里的数据文件或文件夹
---@field as_of? string 数据截止日期
---@field expect table 应有的 status、actual、points、most、possible、gap、target、clause、total、grade
---@field source? string 出处：条款或笔算

---@param id string 编号
---@return fun(fields: test_fields)
function test(id) end

---@class branch_fields
---@field form? "at_least"|"more_than"|"at_most"|"less_than"|"equal"|"between"|"class_or_better"|"drop_at_least"|"all_of"|"any_of"|"by_year"|"about"|"assigned"|"qualitative" 目标形式
---@field cite? string[] 依据文件编号和条款
---@field rows? table 各县区目标值
---@field file? string 目标值文件
---@field value? any 统一目标值
---@field high? string|integer|number_exact 区间上限
---@field applies? any each：适用于每个县区；或县区名单
---@field demo? boolean 示范
---@field tolerance? string|integer|number_exact 左右的容许差
---@field base_year? string 基准年
---@field year? string 到哪一年，如 2020；以前的年度为未到期
---@field years? table 各年目标
---@field branches? branch_fields[] 各分项目标
---@field lead? string|string[] 牵头单位
---@field support? string|string[] 配合单位
---@field implement? string|string[] 落实单位
---@field note? string 说明
---@field indicator string 分项指标
