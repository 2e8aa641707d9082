-- Identifiers of parties that are tax numbers: of the types that the setting names (other: without a type), or else of those by which
-- countries register companies for taxes. Numbers of persons are none.
select
    identifier.id,
    identifier.party,
    identifier.sequence,
    identifier.code
from party_identifier as identifier
left join source_setting as types on types.name = 'tax_identifiers' and types.company = ''
where
    identifier.code ~ '[[:alnum:]]'
    and case
        when types.value is not null then coalesce(nullif(identifier.type, ''), 'other') = any(string_to_array(types.value, ','))
        else
            identifier.type ~ '_(vat|tva|btw|iva|nif|cif|uid|dic|dph|nip|ddv|mva|alv|cvr|kmkr|pvm|pvn|vsk|oib|anum|ruc|rut|cuit|ein)$'
            or identifier.type in ('cn_uscc', 'jp_cn', 'ru_inn', 'mx_rfc', 'br_cnpj', 'co_nit', 'in_gstin', 'au_abn', 'za_tin', 've_rif', 'ro_cf')
    end
