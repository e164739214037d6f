#!/usr/bin/env python3
"""Makes templates/notice/notice.docx, the shipped notice, from the texts below.

    scripts/notice_template.py [OUT.docx]

Offices edit their own copy of the .docx in Word or WPS; this file only keeps the shipped one reviewable line by line.
Measurements: GB/T 9704-2012 (A4, 28 characters by 22 lines). Fonts are named, never embedded.
"""

import pathlib
import struct
import sys
import zipfile
import zlib
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parents[1]
OLD = "http://schemas.openxmlformats.org/"
PICTURE = OLD + "drawingml/2006/picture"
W, R, PACKAGE = OLD + "wordprocessingml/2006/main", OLD + "officeDocument/2006/relationships", OLD + "package/2006/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."

MM = 36000  # EMU

FANG, KAI, BIAO, HEI, SONG = "仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体", "宋体"


def fonts(name):
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def run(text, font=None):
    properties = f"<w:rPr>{fonts(font)}</w:rPr>" if font else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(style, *texts, more=""):
    """A paragraph; a text may be (text, font)."""
    runs = "".join(run(*text) if isinstance(text, tuple) else run(text) for text in texts)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def blank(count=1, more=""):
    return f"<w:p><w:pPr>{more}</w:pPr></w:p>" * count


def tag(text):
    """A paragraph with nothing but tags: it goes when the notice is made."""
    return p("Body", text)


def edge(side, size):
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'


def table(columns, loop):
    """columns: (title, width in twips, tag, alignment); each entry of the list `loop` is a row."""
    assert sum(column[1] for column in columns) == 8845, sum(column[1] for column in columns)
    borders = "".join(edge(side, 4) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("top", 30), ("left", 45), ("bottom", 30), ("right", 45)))

    def cell(width, style, text, left):
        more = '<w:jc w:val="left"/>' if left else ""
        return (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
                f"{p(style, text, more=more)}</w:tc>\n")

    head = "".join(cell(width, "TableHead", title, False) for title, width, _, _ in columns)
    body = ""
    for index, (_, width, text, left) in enumerate(columns):
        text = "{{#" + loop + "}}" + text if index == 0 else text
        text = text + "{{/" + loop + "}}" if index == len(columns) - 1 else text
        body += cell(width, "TableText", text, left)
    row = '<w:trHeight w:val="440" w:hRule="atLeast"/>'
    return (f'<w:tbl>\n<w:tblPr><w:tblW w:w="8845" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>\n'
            f'<w:tblGrid>{"".join(f"""<w:gridCol w:w="{column[1]}"/>""" for column in columns)}</w:tblGrid>\n'
            f"<w:tr><w:trPr><w:cantSplit/>{row}<w:tblHeader/></w:trPr>\n{head}</w:tr>\n"
            f"<w:tr><w:trPr><w:cantSplit/>{row}</w:trPr>\n{body}</w:tr>\n</w:tbl>\n")


def seal():
    """A picture of nothing, 42 mm, behind name and date; the program puts it below their middle and exchanges it for --seal."""
    size = f'cx="{42 * MM}" cy="{42 * MM}"'
    return ('<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="1" locked="0" layoutInCell="1" '
            f'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:posOffset>{90 * MM}</wp:posOffset></wp:positionH>'
            f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{-24 * MM}</wp:posOffset></wp:positionV><wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            '<wp:wrapNone/><wp:docPr id="8" name="印章" descr="{{image:seal}}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic><a:graphicData uri="{PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr id="8" name="印章"/><pic:cNvPicPr/></pic:nvPicPr>'
            '<pic:blipFill><a:blip r:embed="rId6"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            '</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>')


def nothing():
    """A PNG of one transparent dot."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes(5), 9)) + chunk(b"IEND", b""))


def imprint():
    """版记: a box on the lower edge of the last page's text; rules of 0.35, 0.25 and 0.35 mm."""
    def row(before, body, top, bottom, after):
        return (f'<w:tr><w:tc><w:tcPr><w:tcW w:w="8845" w:type="dxa"/><w:tcBorders>{edge("top", top)}{edge("bottom", bottom)}</w:tcBorders>'
                f"</w:tcPr>{before}{body}{after}</w:tc></w:tr>")

    copy = p("BanJi", "{{#has_copy_to}}抄送：{{copy_to}}。", more='<w:ind w:left="1120" w:right="280" w:hanging="840"/>')

    def printed(before="", after=""):
        return (f'<w:p><w:pPr><w:pStyle w:val="BanJi"/><w:tabs><w:tab w:val="right" w:pos="8565"/></w:tabs><w:ind w:left="280" w:right="280"/></w:pPr>'
                f'{run(before + "{{office}}")}<w:r><w:tab/></w:r>{run("{{date}}印发" + after)}</w:p>')

    content = ('<w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
               '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="8845"/></w:tblGrid>'
               + row("", copy, 8, 6, "") + row("", printed(after="{{/has_copy_to}}"), 6, 8, "")
               + row("", printed("{{^has_copy_to}}", "{{/has_copy_to}}"), 8, 8, "")
               + '</w:tbl><w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>')
    width, height = 5616000, 1080000
    shape = (f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="3" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
             f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
             f'<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV><wp:extent cx="{width}" cy="{height}"/>'
             f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/><wp:docPr id="9" name="版记"/>'
             f'<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
             f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
             f"<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
             f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>')
    old = (f'<w:pict><v:shape type="#_x0000_t202" style="position:absolute;margin-left:0;width:442.2pt;height:85pt;z-index:3;'
           f'mso-position-horizontal:left;mso-position-horizontal-relative:margin;mso-position-vertical:bottom;mso-position-vertical-relative:margin" '
           f'filled="f" stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent>{content}</w:txbxContent></v:textbox>'
           f'<w10:wrap type="topAndBottom"/></v:shape></w:pict>')
    return ('<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr><w:r><mc:AlternateContent>'
            f'<mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>\n')


def body():
    keep = "<w:keepNext/>"
    return "\n".join([
        p("OrgMark", "{{office}}"), blank(2), p("DocNo", "{{number}}"), blank(2),
        tag("{{^has_long_title}}"), p("GwTitle", "{{region}}{{year_label}}生态环境目标考核"), p("GwTitle", "{{kind}}"),
        tag("{{/has_long_title}}{{#has_long_title}}"), p("GwTitle", "{{region}}{{year_label}}"), p("GwTitle", "生态环境目标考核{{kind}}"),
        tag("{{/has_long_title}}"), blank(),
        p("MainTo", "{{addressee}}："),
        p("Body", "根据{{#has_basis}}{{basis}}{{/has_basis}}{{^has_basis}}《{{pack_title}}》{{/has_basis}}，我单位对{{region}}{{year_label}}生态环境目标完成情况"
                  "进行了考核，考核期为{{year_label}}，数据截止{{as_of}}。经考核，{{region}}总分{{total}}分（参评分值{{possible}}分）"
                  "{{#has_grade}}，等次为{{grade}}{{/has_grade}}{{#has_rank}}，{{rank_sentence}}{{/has_rank}}；其中{{counts}}。"
                  "{{#is_provisional}}因部分指标缺报或者无法评价，上述得分为暂定，补报后总分在{{total}}分至{{total_max}}分之间。{{/is_provisional}}"
                  "{{#has_repeated}}其中{{repeated_titles}}在{{previous_label}}考核中也未达标。{{/has_repeated}}"
                  "现将有关情况和{{#is_interview}}约谈安排{{/is_interview}}{{^is_interview}}要求{{/is_interview}}通知如下。"),
        tag("{{#has_rows}}"),
        p("Head1", "{{no_rows}}、指标偏差情况"),
        table((("序号", 540, "{{number}}", False),
               ("指标（单位）", 1900, "{{title}}{{#has_unit}}（{{unit}}）{{/has_unit}}{{#is_partial}}（部分达标）{{/is_partial}}{{#is_repeated}}（连续）{{/is_repeated}}"
                                      "{{#is_demo}}（示范）{{/is_demo}}", True),
               ("目标", 960, "{{target}}", False), ("实际", 800, "{{actual}}", False), ("修约前", 1120, "{{exact}}", False),
               ("差值", 930, "{{gap}}", False), ("失分", 1000, "{{lost}}", False), ("依据条款", 1595, "{{clause}}", True)), "rows"),
        p("TableNote", "注：没有注明部分达标的都是未达标；差值为正表示优于目标；“修约前”末尾有“…”的为截取显示，计算用精确值。{{#has_sources}}依据文件：{{#sources}}[{{number}}]{{text}}；{{/sources}}{{/has_sources}}"
                       "{{#has_summaries}}按达标项数计分的：{{#summaries}}{{title}}满分{{possible}}，得{{points}}，失{{lost}}；{{/summaries}}其中未达标的各项已列在表中。{{/has_summaries}}"
                       "{{#has_repeated}}标“连续”的上期也未达标。{{/has_repeated}}{{#has_demo}}标“示范”的目标或分值不出自正式文件，仅供试算。{{/has_demo}}"),
        tag("{{/has_rows}}{{#has_missing}}"),
        p("Head1", "{{no_missing}}、缺报和无法评价的指标"),
        table((("序号", 540, "{{number}}", False), ("指标", 3380, "{{title}}", True), ("情况", 960, "{{status}}", False), ("原因", 2080, "{{reason}}", True),
               ("报送要求", 1885, "{{submit}}", True)), "missing"),
        tag("{{#has_more_missing}}"), p("TableNote", "注：没有列全的指标见附件。"), tag("{{/has_more_missing}}{{/has_missing}}{{#has_veto}}"),
        p("Head1", "{{no_veto}}、一票否决情形"),
        tag("{{#veto}}"), p("Body", "{{title}}：{{effect}}。"), tag("{{/veto}}{{/has_veto}}{{#has_overdue}}"),
        p("Head1", "{{no_overdue}}、逾期任务和项目"),
        table((("序号", 540, "{{number}}", False), ("任务", 2090, "{{title}}", True), ("责任单位", 1800, "{{units}}", True), ("完成时限", 1990, "{{due}}", False),
               ("完成情况", 1150, "{{state}}", False), ("依据条款", 1275, "{{clause}}", True)), "overdue"),
        tag("{{#has_more_units}}"), p("TableNote", "注：没有列全的责任单位见附件。"), tag("{{/has_more_units}}{{/has_overdue}}"),
        p("Head1", "{{no_demands}}、{{#is_interview}}约谈安排和整改要求{{/is_interview}}{{#is_rectify}}整改要求{{/is_rectify}}{{#is_reminder}}有关要求{{/is_reminder}}{{#is_warning}}有关要求{{/is_warning}}"),
        tag("{{#is_reminder}}"),
        p("Body", ("（一）核实情况。", KAI), "请对照上述情况逐项核实数据、查明原因，采取措施防止偏差扩大。"),
        tag("{{/is_reminder}}{{#is_warning}}"),
        p("Body", ("（一）分析研判。", KAI), "请逐项分析原因，研判目标完成形势，制定追赶措施，于{{plan_by}}前报我单位。"),
        tag("{{/is_warning}}{{#is_rectify}}"),
        p("Body", ("（一）制定整改方案。", KAI), "对照上述情况逐项分析原因，明确责任人、整改措施和整改时限，于{{plan_by}}前将整改方案报我单位。"),
        p("Body", ("（二）按期完成整改。", KAI), "建立整改台账，完成一项、核查一项、销号一项，整改结果及证明材料于{{rectify_by}}前报我单位。"),
        tag("{{/is_rectify}}{{#is_interview}}"),
        p("Body", ("（一）参加约谈。", KAI), "请你地政府负责人于{{meet_at}}到{{meet_place}}接受约谈，就上述情况作出说明，并带整改方案。"),
        p("Body", ("（二）按期完成整改。", KAI), "约谈后按商定的措施整改，整改结果及证明材料于{{rectify_by}}前报我单位。"),
        tag("{{/is_interview}}{{#has_missing}}"),
        p("Body", ("{{#is_reminder}}（二）{{/is_reminder}}{{#is_warning}}（二）{{/is_warning}}{{#is_rectify}}（三）{{/is_rectify}}{{#is_interview}}（三）{{/is_interview}}限期补报数据。", KAI),
          "缺报、数据无效的指标于{{submit_by}}前补报或者重新报送，并附依据材料；逾期不报的，按照考核规定计分。"),
        tag("{{/has_missing}}{{#has_overdue}}"),
        p("Body", "逾期的任务和项目请尽快完成，并在下次调度时说明原因和完成时间。"),
        tag("{{/has_overdue}}{{#has_consequences}}"),
        p("Body", "考核结果的运用和责任追究，按照以下规定执行：", more=keep),
        tag("{{#consequences}}"),
        p("Body", "{{number}}. {{title}}{{#has_when}}：{{when}}{{/has_when}}{{#has_cite}}（{{cite}}）{{/has_cite}}。"),
        tag("{{/consequences}}{{/has_consequences}}"),
        p("Body", "特此{{#is_reminder}}函告{{/is_reminder}}{{#is_warning}}函告{{/is_warning}}{{#is_rectify}}通知{{/is_rectify}}{{#is_interview}}通知{{/is_interview}}。", more=keep),
        blank(1, keep), p("AttNote", "附件：数据来源和文种依据", more=keep), blank(2, keep),
        p("GwSign", "{{office}}"), p("GwDate", "{{date}}").replace("</w:p>", seal() + "</w:p>"),
        p("Body", "（联系人：{{contact}}，电话：{{phone}}）"),
        p("AttMark", "附件"), blank(), p("GwTitle", "数据来源和文种依据"), blank(),
        tag("{{#has_evidence}}"),
        table((("序号", 540, "{{number}}", False), ("指标", 2020, "{{title}}", True), ("文件", 2100, "{{file}}", True), ("工作表", 1385, "{{sheet}}", True),
               ("单元格或行", 2100, "{{cells}}", True), ("行数", 700, "{{count}}", False)), "evidence"),
        p("TableNote", "注：序号与正文“指标偏差情况”表一致；计算过程见考核工作簿“扣分说明”，文件摘要见“数据来源与依据”。"),
        tag("{{/has_evidence}}{{#has_units}}"),
        p("TableNote", "指标偏差情况各项的责任单位：{{#rows}}{{#has_units}}第{{number}}项，{{units}}；{{/has_units}}{{/rows}}"), tag("{{/has_units}}{{#has_more_missing}}"),
        tag("{{#missing}}{{#is_cut}}"), p("TableNote", "缺报和无法评价的指标第{{number}}行（{{reason}}）共{{count}}项：{{titles}}。"), tag("{{/is_cut}}{{/missing}}{{/has_more_missing}}{{#has_more_units}}"),
        tag("{{#overdue}}{{#has_more}}"), p("TableNote", "逾期任务和项目第{{number}}项的责任单位共{{unit_count}}个：{{all_units}}。"), tag("{{/has_more}}{{/overdue}}{{/has_more_units}}"),
        p("TableNote", "文种：{{kind}}。{{kind_reason}}。"),
        p("TableNote", "规则包：{{pack_title}}（{{pack_version}} 版），摘要 {{pack_digest}}；计算程序 {{engine}}。"),
        imprint(),
    ])


STYLES = (
    # id, name, paragraph, font, half points, more of the run
    ("OrgMark", "发文机关标志", '<w:snapToGrid w:val="0"/><w:spacing w:before="1984" w:line="528" w:lineRule="exact"/><w:jc w:val="center"/>', BIAO, 50,
     '<w:color w:val="FF0000"/>'),
    ("DocNo", "发文字号", '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr><w:jc w:val="center"/>', None, None, ""),
    ("GwTitle", "公文标题", '<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>', BIAO, 44, ""),
    ("MainTo", "主送机关", '<w:jc w:val="left"/>', None, None, ""),
    ("Body", "正文段", '<w:ind w:firstLineChars="200" w:firstLine="640"/>', None, None, ""),
    ("Head1", "一级标题", '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/>', HEI, None, ""),
    ("AttNote", "附件说明", '<w:ind w:left="1600" w:hanging="960"/>', None, None, ""),
    ("AttMark", "附件", '<w:pageBreakBefore/><w:jc w:val="left"/>', HEI, None, ""),
    ("TableText", "表格文字", '<w:snapToGrid w:val="0"/><w:spacing w:line="300" w:lineRule="exact"/><w:jc w:val="center"/>', None, 21, '<w:spacing w:val="0"/>'),
    ("TableHead", "表格标题", '<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:line="300" w:lineRule="exact"/><w:jc w:val="center"/>', HEI, 21, '<w:spacing w:val="0"/>'),
    ("TableNote", "表注", '<w:snapToGrid w:val="0"/><w:spacing w:before="60" w:line="300" w:lineRule="exact"/><w:ind w:left="420" w:hanging="420"/><w:jc w:val="left"/>', None, 21,
     '<w:spacing w:val="0"/>'),
    ("GwSign", "发文机关署名", '<w:keepNext/><w:ind w:right="640"/><w:jc w:val="right"/>', None, None, ""),
    ("GwDate", "成文日期", '<w:keepNext/><w:ind w:right="1280"/><w:jc w:val="right"/>', None, None, ""),
    ("BanJi", "版记", '<w:snapToGrid w:val="0"/><w:spacing w:line="500" w:lineRule="exact"/>', None, 28, ""),
    ("PageNo", "页码", '<w:spacing w:line="240" w:lineRule="auto"/>', SONG, 28, ""),
)


def styles():
    def size(half_points):
        return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else ""

    out = (f'<w:styles xmlns:w="{W}">\n<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:spacing w:val="-5"/><w:kern w:val="2"/>{size(32)}'
           '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
           '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>\n'
           '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\n')
    for name, title, paragraph, font, half_points, more in STYLES:
        # Both <w:color> and <w:spacing> stand before <w:sz>, as the schema wants them.
        out += (f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
                f'<w:pPr>{paragraph}</w:pPr><w:rPr>{fonts(font) if font else ""}{more}{size(half_points)}</w:rPr></w:style>\n')
    return out + "</w:styles>"


def footer(side):
    """— 1 —, one character from the outer edge: right on odd pages, left on even ones."""
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inner}' for kind, inner in (
        ("begin", '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'), ("separate", "<w:r><w:t>1</w:t></w:r>"), ("end", "")))
    more = f'<w:ind w:{side}="280"/><w:jc w:val="{side}"/>'
    return f'<w:ftr xmlns:w="{W}">\n<w:p><w:pPr><w:pStyle w:val="PageNo"/>{more}</w:pPr>{run("— ")}{field}{run(" —")}</w:p>\n</w:ftr>'


def parts():
    others = {"FANG": (FANG, "仿宋"), "KAI": (KAI, "楷体"), "BIAO": (BIAO, "华文中宋"), "HEI": (HEI, "SimHei"), "SONG": (SONG, "SimSun")}
    section = ('<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
               '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1417" w:gutter="0"/>'
               '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>')
    spaces = (f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{OLD}drawingml/2006/wordprocessingDrawing" xmlns:a="{OLD}drawingml/2006/main" '
              'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
              f'xmlns:pic="{PICTURE}" xmlns:mc="{OLD}markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w10="urn:schemas-microsoft-com:office:word"')
    links = (("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable"), ("footer", "footer1"), ("footer", "footer2"), ("image", "media/seal"))
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable", "footer1": "footer", "footer2": "footer"}
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types">\n'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\n<Default Extension="xml" ContentType="application/xml"/>\n<Default Extension="png" ContentType="image/png"/>\n'
            + "".join(f'<Override PartName="/word/{part}.xml" ContentType="{TYPE}{kind}+xml"/>\n' for part, kind in kinds.items())
            + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\n</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships">\n<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>\n'
            f'<Relationship Id="rId2" Type="{PACKAGE}relationships/metadata/core-properties" Target="docProps/core.xml"/>\n</Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:title>通知书模板</dc:title></cp:coreProperties>",
        "word/document.xml": f"<w:document {spaces}>\n<w:body>\n{body()}{section}\n</w:body>\n</w:document>",
        "word/styles.xml": styles(),
        "word/settings.xml": f'<w:settings xmlns:w="{W}">\n<w:evenAndOddHeaders/>\n<w:characterSpacingControl w:val="doNotCompress"/>\n<w:compat>\n<w:useFELayout/>\n'
            '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>\n</w:compat>\n</w:settings>',
        "word/fontTable.xml": f'<w:fonts xmlns:w="{W}">\n' + "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>\n'
            for name, other in others.values()) + "</w:fonts>",
        "word/footer1.xml": footer("right"),
        "word/footer2.xml": footer("left"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">\n' + "".join(
            f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{part}.{"png" if kind == "image" else "xml"}"/>\n' for number, (kind, part) in enumerate(links, 1)) + "</Relationships>",
    }


def main():
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "templates/notice/notice.docx"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts().items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), HEAD + text, zipfile.ZIP_DEFLATED)
        package.writestr(zipfile.ZipInfo("word/media/seal.png", (1980, 1, 1, 0, 0, 0)), nothing(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
