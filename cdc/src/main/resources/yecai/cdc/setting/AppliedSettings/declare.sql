insert into hub.source_setting_rule (source, name, value_type, per_company, default_value, allowed, title)
values (
    :source, :name, :type, :perCompany, :default, nullif(:allowed, '{}'),
    jsonb_strip_nulls(jsonb_build_object('en', :titleEn, 'zh', :titleZh))
)
