-- Columns that look secret or personal, by their own name, their type and the name of their table: one row for each table and kind,
-- (code, object, value, fix). What a name is about is its last word: email_normalized is an address, email_primary_color is a colour.
-- Reads the catalogue only. :secretWords, :personalWords and :plainWords are regular expressions of Chinese words; a name with a
-- plain one at its end is about something else.
with erp_column as (
    select format('%I.%I', n.nspname, c.relname) as name, c.oid as table_id, a.attname,
        case y.typcategory when 'A' then e.typcategory else y.typcategory end as category,
        coalesce(e.typname, b.typname, y.typname) as type_name,
        string_to_array(btrim(regexp_replace(lower(regexp_replace(
            regexp_replace(a.attname, '([a-z0-9])([A-Z])', '\1_\2', 'g'), '([A-Z]+)([A-Z][a-z])', '\1_\2', 'g')), '[^a-z]+', '_', 'g'), '_'), '_')
            as words,
        string_to_array(btrim(regexp_replace(lower(regexp_replace(
            regexp_replace(c.relname, '([a-z0-9])([A-Z])', '\1_\2', 'g'), '([A-Z]+)([A-Z][a-z])', '\1_\2', 'g')), '[^a-z]+', '_', 'g'), '_'), '_')
            as table_words
    from pg_catalog.pg_class as c
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    inner join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    inner join pg_catalog.pg_type as y on y.oid = a.atttypid
    left join pg_catalog.pg_type as e on e.oid = nullif(y.typelem, 0) and y.typcategory = 'A'
    left join pg_catalog.pg_type as b on b.oid = nullif(y.typbasetype, 0)
    where c.relkind in ('r', 'p')
        and not c.relispartition
        and c.relpersistence <> 't'
        and n.nspname <> 'information_schema'
        and n.nspname !~ '^pg_'
        and not exists (
            select from pg_catalog.pg_depend as d
            where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
        )
),
named as (
    select c.*, c.words[cardinality(c.words)] as head, c.words[cardinality(c.words) - 1] as before_head,
        c.table_words[cardinality(c.table_words)] as table_head,
        -- of what a column is that says something about a secret or a person, and is none
        c.words[cardinality(c.words)] = any (array[
            'id', 'ids', 'identifier', 'uuid', 'guid', 'xmlid', 'ref', 'type', 'kind', 'state', 'status', 'mode', 'policy', 'format', 'template',
            'templates', 'layout', 'color', 'colour', 'icon', 'logo', 'label', 'title', 'subject', 'help', 'placeholder', 'flag',
            'flags', 'count', 'counter', 'size', 'length', 'limit', 'duration', 'expiry', 'expires', 'expiration', 'expire', 'changed', 'interval',
            'attempts', 'enabled', 'required', 'verified', 'confirmed', 'optional', 'visible', 'sent', 'validation', 'validity', 'warning',
            'server', 'host', 'port', 'provider', 'url', 'uri', 'link', 'path', 'filename', 'mimetype', 'extension', 'domain', 'prefix', 'suffix',
            'pattern', 'mask', 'regex', 'regexp', 'algorithm', 'method', 'version', 'currency', 'account', 'group', 'class', 'category',
            'priority', 'sequence', 'frequency', 'position', 'reason', 'signature', 'body', 'language', 'lang', 'plan', 'queue', 'list', 'lists',
            'days', 'schedule', 'notification', 'notifications', 'rule', 'rules', 'text'])
            or c.attname ~ :plainWords as is_about,
        -- a switch or a limit, not what it is of
        c.words[1] = any (array[
            'is', 'has', 'use', 'uses', 'allow', 'allows', 'show', 'hide', 'enable', 'disable', 'require', 'requires', 'send', 'support',
            'supports', 'can', 'must', 'min', 'max', 'minimum', 'maximum', 'default']) as is_switch,
        -- whose names, addresses and pictures are those of people
        c.table_words[cardinality(c.table_words)] = any (array[
            'person', 'persons', 'people', 'employee', 'employees', 'staff', 'worker', 'workers', 'applicant', 'applicants', 'candidate',
            'candidates', 'patient', 'patients', 'student', 'students', 'teacher', 'teachers', 'driver', 'drivers', 'passenger', 'passengers',
            'member', 'members', 'actor', 'actors', 'instructor', 'instructors']) as is_of_people,
        c.table_words[cardinality(c.table_words)] = any (array[
            'customer', 'customers', 'client', 'clients', 'user', 'users', 'contact', 'contacts', 'partner', 'partners', 'party', 'parties',
            'guest', 'guests', 'supplier', 'suppliers', 'subscriber', 'subscribers', 'tenant', 'tenants', 'owner', 'owners', 'lead', 'leads',
            'buyer', 'buyers', 'author', 'authors', 'address', 'addresses', 'recipient', 'recipients']) as is_of_partners,
        c.table_words && array['template', 'templates', 'layout', 'layouts', 'theme', 'themes', 'translation', 'translations'] as is_template
    from erp_column as c
),
sensitive as (
    select p.code, c.name, c.attname
    from named as c
    cross join lateral (values
        ('secret_column', c.category in ('S', 'U') and c.is_about is not true and c.is_template is not true and (
            c.words && array['password', 'passwords', 'passwd', 'passwort', 'passphrase', 'passcode', 'pwd', 'secret', 'secrets', 'token',
                'tokens', 'salt', 'apikey', 'apikeys', 'pin', 'otp', 'totp', 'credential', 'credentials', 'cvv', 'cvc', 'kennwort']
            or c.head = 'pass'
            or (c.head in ('key', 'keys') and c.before_head in (
                'api', 'access', 'private', 'secret', 'signing', 'encryption', 'decryption', 'master', 'auth', 'client', 'shared', 'symmetric',
                'aes', 'hmac', 'ssh', 'server', 'webhook', 'session', 'service', 'license', 'licence'))
            -- nothing but "key": the name of the table says of what
            or (c.words && array['key', 'keys', 'hash', 'digest'] and cardinality(c.words) <= 2
                and not c.words && array['public', 'primary', 'foreign', 'sort', 'group', 'grouping', 'cache', 'unique', 'natural', 'parent']
                and c.table_words && array['apikey', 'apikeys', 'token', 'tokens', 'secret', 'secrets', 'credential', 'credentials', 'session',
                    'sessions', 'auth', 'oauth', 'totp', 'otp', 'password', 'passwords', 'login', 'logins', 'push', 'application', 'applications'])
            or (c.head in ('key', 'keys', 'value') and c.before_head is distinct from 'public' and (
                c.table_head in ('apikey', 'apikeys', 'token', 'tokens', 'secret', 'secrets', 'password', 'passwords', 'credential', 'credentials')
                or (c.table_head in ('key', 'keys') and c.table_words && array['api', 'ssh', 'gpg', 'pgp', 'encryption', 'private'])))
            or c.attname ~ :secretWords)),
        ('personal_column', c.is_about is not true and c.is_switch is not true and c.is_template is not true and c.type_name not in ('json', 'jsonb', 'bool') and (
            (c.category in ('S', 'U') and c.words && array[
                'email', 'emails', 'mail', 'phone', 'phones', 'telephone', 'telephones', 'mobile', 'fax', 'iban', 'ssn', 'passport', 'surname', 'street',
                'nickname', 'ip'] and c.head <> all (array['code', 'codes', 'date', 'time', 'at', 'on', 'by', 'key', 'alias']))
            or (c.category = 'N' and c.type_name in ('int8', 'numeric') and c.head in ('phone', 'telephone', 'mobile', 'fax', 'ssn', 'number', 'no')
                and c.words && array['phone', 'telephone', 'mobile', 'fax', 'ssn', 'passport'])
            or (c.category = 'I' and c.words && array['ip', 'remote', 'client', 'visitor', 'login', 'user'])
            or (c.category in ('S', 'E', 'U') and c.words && array['religion', 'nationality', 'gender', 'sex', 'ethnicity', 'marital'])
            or (c.category in ('S', 'D') and c.words && array['birthday', 'birthdate', 'birth', 'dob', 'geburtsdatum', 'birthplace'])
            or (c.category in ('S', 'N') and c.words && array['salary', 'salaries', 'wage', 'wages', 'payroll', 'gehalt']
                and c.head <> all (array['no', 'number', 'run', 'code', 'grade', 'scale', 'period', 'structure', 'date', 'month', 'year'])
                and (c.words && array['salary', 'salaries', 'wage', 'wages', 'gehalt'] or c.head in ('payroll', 'amount')))
            or (c.category in ('S', 'N') and c.attname ~* 'id_?card|national_?id|social_?security|bank_?account_?(no|number)|card_?(no|number)$')
            or (c.category in ('S', 'N') and c.attname ~* '(acc|account|acct)_?(no|nr|num|number)$'
                and c.table_words && array['bank', 'banks'])
            -- a first name is one where a last name is, or its table is of people: documents have first names, too
            or (c.category = 'S' and c.attname ~* 'last_?name|family_?name|maiden_?name|contact_?name|title_?of_?courtesy')
            or (c.category = 'S' and c.attname ~* 'first_?name|given_?name|middle_?name|full_?name' and (
                c.is_of_people or c.is_of_partners or exists (
                    select from erp_column as l where l.table_id = c.table_id and l.attname ~* 'last_?name|family_?name|surname')))
            or (c.category = 'S' and c.is_of_people and c.words in ('{name}', '{display,name}'))
            or (c.category = 'S' and (c.is_of_people or c.is_of_partners
                    or c.words && array['home', 'private', 'residential', 'residence', 'postal', 'mailing', 'billing', 'shipping', 'ship', 'delivery',
                        'customer', 'partner', 'contact', 'client']
                    or c.table_words && array['contact', 'email', 'mail', 'sms', 'phone'])
                and c.words && array['address', 'addr', 'addresses'] and c.head in ('address', 'addr', 'addresses', 'line')
                and not c.words && array['web', 'mac', 'server', 'url', 'memory', 'network', 'wallet'])
            or (c.type_name in ('bytea', 'text', 'varchar') and (c.is_of_people or c.is_of_partners or c.table_words && array['avatar', 'avatars'])
                and c.head in ('photo', 'picture', 'portrait', 'avatar', 'image', 'fingerprint'))
            -- phones and addresses of mail as rows of a kind and a value
            or (c.category = 'S' and c.head in ('value', 'compact') and c.table_words && array['contact', 'contacts']
                and c.table_words && array['mechanism', 'mechanisms', 'method', 'methods', 'detail', 'details', 'point', 'points', 'info'])
            or (c.category in ('S', 'D', 'N', 'U') and c.attname ~ :personalWords)
        ))
    ) as p(code, applies)
    where p.applies
)
select s.code, s.name as object, string_agg(s.attname, ', ' order by s.attname collate "C") as value, null::text as fix
from sensitive as s
group by s.code, s.name
order by s.name collate "C", s.code
