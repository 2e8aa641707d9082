-- Traders of food: the tables and columns of a well-known sample database, written anew, and a table for a shop's logins. Planted: a table
-- whose identity is its whole row without a key, one with row security, one that others inherit from, and secrets.
-- expect: FULL_WITHOUT_KEY public.us_states
-- expect: ROW_SECURITY public.orders yecai_erp
-- expect: HEIRS public.region public.region_of_sale
-- expect: PERSONAL_COLUMN public.customers address, contact_name, fax, phone
-- expect: PERSONAL_COLUMN public.employees address, birth_date, first_name, home_phone, last_name, photo, title_of_courtesy
-- expect: PERSONAL_COLUMN public.orders ship_address
-- expect: PERSONAL_COLUMN public.shippers phone
-- expect: PERSONAL_COLUMN public.shop_logins last_ip
-- expect: PERSONAL_COLUMN public.suppliers address, contact_name, fax, phone
-- expect: SECRET_COLUMN public.shop_api_keys value
-- expect: SECRET_COLUMN public.shop_logins default_password, key, password_hash, reset_token
create table categories (category_id smallint primary key, category_name varchar(15) not null, description text, picture bytea);
create table customer_demographics (customer_type_id varchar(5) primary key, customer_desc text);
create table customers (customer_id varchar(5) primary key, company_name varchar(40) not null, contact_name varchar(30),
    contact_title varchar(30), address varchar(60), city varchar(15), region varchar(15), postal_code varchar(10), country varchar(15),
    phone varchar(24), fax varchar(24));
create table customer_customer_demo (customer_id varchar(5) references customers, customer_type_id varchar(5) references customer_demographics,
    primary key (customer_id, customer_type_id));
create table employees (employee_id smallint primary key, last_name varchar(20) not null, first_name varchar(10) not null, title varchar(30),
    title_of_courtesy varchar(25), birth_date date, hire_date date, address varchar(60), city varchar(15), region varchar(15),
    postal_code varchar(10), country varchar(15), home_phone varchar(24), extension varchar(4), photo bytea, notes text,
    reports_to smallint references employees, photo_path varchar(255));
create table region (region_id smallint primary key, region_description varchar(60) not null);
create table region_of_sale (manager smallint) inherits (region);
alter table region_of_sale add primary key (region_id);
create table territories (territory_id varchar(20) primary key, territory_description varchar(60) not null, region_id smallint not null references region);
create table employee_territories (employee_id smallint references employees, territory_id varchar(20) references territories,
    primary key (employee_id, territory_id));
create table shippers (shipper_id smallint primary key, company_name varchar(40) not null, phone varchar(24));
create table orders (order_id smallint primary key, customer_id varchar(5) references customers, employee_id smallint references employees,
    order_date date, required_date date, shipped_date date, ship_via smallint references shippers, freight real, ship_name varchar(40),
    ship_address varchar(60), ship_city varchar(15), ship_region varchar(15), ship_postal_code varchar(10), ship_country varchar(15));
alter table orders enable row level security;
create table suppliers (supplier_id smallint primary key, company_name varchar(40) not null, contact_name varchar(30), contact_title varchar(30),
    address varchar(60), city varchar(15), region varchar(15), postal_code varchar(10), country varchar(15), phone varchar(24), fax varchar(24),
    homepage text);
create table products (product_id smallint primary key, product_name varchar(40) not null, supplier_id smallint references suppliers,
    category_id smallint references categories, quantity_per_unit varchar(20), unit_price real, units_in_stock smallint, reorder_level smallint,
    discontinued integer not null);
create table order_details (order_id smallint references orders, product_id smallint references products, unit_price real not null,
    quantity smallint not null, discount real not null, primary key (order_id, product_id));
create table us_states (state_id smallint not null, state_name varchar(100), state_abbr varchar(2), state_region varchar(50));
alter table us_states replica identity full;
create table shop_logins (login varchar(30) primary key, password_hash bytea not null, password_policy text, password_changed text,
    default_password text, reset_token uuid, token_type text, token_expires text, last_ip inet, email_color varchar(7), email_verified text,
    email_template text, phone_code varchar(4), public_key text, sort_key text, key text, show_phone text, max_salary numeric, salary_grade text);
create table shop_api_keys (id integer primary key, name text, scope text, value text, created_by text);
create table mail_templates (id integer primary key, subject text, email_from text, email_to text, reset_password text);
