// kaohe/change/notices.h - inside the change module: which notice a region would get.
#pragma once
#include <string>

#include "kaohe/report/document.h"
#include "kaohe/result/result.h"

namespace kaohe::change {

class Notices {
  public:
    explicit Notices(const rules::Plan& plan);
    // 限期整改通知书, as `report` would issue it without a previous result; "" for none.
    std::string kind_for(const result::RegionResult& result) const;

  private:
    const rules::Plan& plan_;
    report::Document document_;
};

}  // namespace kaohe::change
