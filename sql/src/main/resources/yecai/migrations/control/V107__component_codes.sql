-- Components of standards and bills of material are materials, and a material's stock account is an account.
update hub.code_kind set code_columns = code_columns || '{component}' where kind = 'material';
update hub.code_kind set code_columns = code_columns || '{stock_account}' where kind = 'account';
