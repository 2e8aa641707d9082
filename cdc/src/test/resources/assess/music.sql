-- A shop for music: the tables and columns of a well-known sample database, in their mixed case, written anew. Planted: a relation
-- without a key, a key that is checked late, and a table with two names that differ by case alone.
-- expect: NO_KEY public."PlaylistTrack"
-- expect: DEFERRABLE_KEY public."Genre"
-- expect: NAMES_DIFFER_BY_CASE public."MediaType"
-- expect: PERSONAL_COLUMN public."Customer" Address, Email, Fax, FirstName, LastName, Phone
-- expect: PERSONAL_COLUMN public."Employee" Address, BirthDate, Email, Fax, FirstName, LastName, Phone
-- expect: PERSONAL_COLUMN public."Invoice" BillingAddress
create table "Artist" ("ArtistId" integer primary key, "Name" varchar(120));
create table "Album" ("AlbumId" integer primary key, "Title" varchar(160) not null, "ArtistId" integer not null references "Artist");
create table "Employee" ("EmployeeId" integer primary key, "LastName" varchar(20) not null, "FirstName" varchar(20) not null, "Title" varchar(30),
    "ReportsTo" integer references "Employee", "BirthDate" timestamp, "HireDate" timestamp, "Address" varchar(70), "City" varchar(40),
    "State" varchar(40), "Country" varchar(40), "PostalCode" varchar(10), "Phone" varchar(24), "Fax" varchar(24), "Email" varchar(60));
create table "Customer" ("CustomerId" integer primary key, "FirstName" varchar(40) not null, "LastName" varchar(20) not null, "Company" varchar(80),
    "Address" varchar(70), "City" varchar(40), "State" varchar(40), "Country" varchar(40), "PostalCode" varchar(10), "Phone" varchar(24),
    "Fax" varchar(24), "Email" varchar(60) not null, "SupportRepId" integer references "Employee");
create table "Genre" ("GenreId" integer primary key deferrable, "Name" varchar(120));
create table "MediaType" ("MediaTypeId" integer primary key, "Name" varchar(120), "NAME" varchar(120));
create table "Track" ("TrackId" integer primary key, "Name" varchar(200) not null, "AlbumId" integer references "Album",
    "MediaTypeId" integer not null references "MediaType", "GenreId" integer, "Composer" varchar(220), "Milliseconds" integer not null,
    "Bytes" integer, "UnitPrice" numeric(10, 2) not null);
create table "Invoice" ("InvoiceId" integer primary key, "CustomerId" integer not null references "Customer", "InvoiceDate" timestamp not null,
    "BillingAddress" varchar(70), "BillingCity" varchar(40), "BillingState" varchar(40), "BillingCountry" varchar(40),
    "BillingPostalCode" varchar(10), "Total" numeric(10, 2) not null);
create table "InvoiceLine" ("InvoiceLineId" integer primary key, "InvoiceId" integer not null references "Invoice",
    "TrackId" integer not null references "Track", "UnitPrice" numeric(10, 2) not null, "Quantity" integer not null);
create table "Playlist" ("PlaylistId" integer primary key, "Name" varchar(120));
create table "PlaylistTrack" ("PlaylistId" integer references "Playlist", "TrackId" integer references "Track");
