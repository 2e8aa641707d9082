-- A rental shop for films: the tables and columns of a well-known sample database, written anew. Planted: an unlogged table, one
-- without a key, and a partition that identifies nothing.
-- expect: UNLOGGED public.rental_queue
-- expect: NO_KEY public.film_note
-- expect: IDENTITY_NOTHING public.payment_p2
-- expect: PERSONAL_COLUMN public.actor first_name, last_name
-- expect: PERSONAL_COLUMN public.address address, address2, phone
-- expect: PERSONAL_COLUMN public.customer email, first_name, last_name
-- expect: PERSONAL_COLUMN public.staff email, first_name, last_name, picture
-- expect: SECRET_COLUMN public.staff password
create type rating as enum ('G', 'PG', 'R');
create domain year_of_release as integer check (value between 1901 and 2155);
create table language (language_id serial primary key, name character(20) not null, last_update timestamp not null default now());
create table category (category_id serial primary key, name varchar(25) not null, last_update timestamp not null default now());
create table country (country_id serial primary key, country varchar(50) not null, last_update timestamp not null default now());
create table city (city_id serial primary key, city varchar(50) not null, country_id smallint not null references country,
    last_update timestamp not null default now());
create table address (address_id serial primary key, address varchar(50) not null, address2 varchar(50), district varchar(20) not null,
    city_id smallint not null references city, postal_code varchar(10), phone varchar(20) not null, last_update timestamp not null default now());
create table actor (actor_id serial primary key, first_name varchar(45) not null, last_name varchar(45) not null,
    last_update timestamp not null default now());
create table film (film_id serial primary key, title varchar(255) not null, description text, release_year year_of_release,
    language_id smallint not null references language, original_language_id smallint references language,
    rental_duration smallint not null default 3, rental_rate numeric(4, 2) not null default 4.99, length smallint,
    replacement_cost numeric(5, 2) not null default 19.99, rating rating default 'G', special_features text[], fulltext tsvector,
    last_update timestamp not null default now());
create table film_actor (actor_id smallint references actor, film_id smallint references film, last_update timestamp not null default now(),
    primary key (actor_id, film_id));
create table film_category (film_id smallint references film, category_id smallint references category, primary key (film_id, category_id));
create table film_note (film_id integer references film, note text, written_at timestamp);
create table store (store_id serial primary key, manager_staff_id smallint not null, address_id smallint not null references address,
    last_update timestamp not null default now());
create table staff (staff_id serial primary key, first_name varchar(45) not null, last_name varchar(45) not null,
    address_id smallint not null references address, email varchar(50), store_id smallint not null references store,
    active boolean not null default true, username varchar(16) not null, password varchar(40), last_update timestamp not null default now(),
    picture bytea);
create table customer (customer_id serial primary key, store_id smallint not null references store, first_name varchar(45) not null,
    last_name varchar(45) not null, email varchar(50), address_id smallint not null references address, activebool boolean not null default true,
    create_date date not null default current_date, last_update timestamp default now(), active integer);
create table inventory (inventory_id serial primary key, film_id smallint not null references film, store_id smallint not null references store);
create table rental (rental_id serial primary key, rental_date timestamp not null, inventory_id integer not null references inventory,
    customer_id smallint not null references customer, return_date timestamp, staff_id smallint not null references staff);
create unlogged table rental_queue (rental_id integer primary key, waiting_since timestamp);
create table payment (payment_id integer not null, customer_id smallint not null, staff_id smallint not null, rental_id integer not null,
    amount numeric(5, 2) not null, payment_date timestamp not null, primary key (payment_date, payment_id)) partition by range (payment_date);
create table payment_p1 partition of payment for values from ('2022-01-01') to ('2022-02-01');
create table payment_p2 partition of payment for values from ('2022-02-01') to ('2022-03-01');
alter table payment_p2 replica identity nothing;
