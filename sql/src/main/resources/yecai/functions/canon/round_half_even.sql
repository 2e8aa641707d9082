-- ERPs that compute in decimal arithmetic (Tryton, ERPNext) round half to even; PostgreSQL's round() rounds half
-- away from zero. A pack whose ERP rounds half to even uses this function, so that its figures tie to the cent.

create or replace function canon.round_half_even(amount numeric, decimals integer) returns numeric
language sql
immutable
strict
parallel safe
return case
    when abs(amount) * power(10::numeric, decimals) - trunc(abs(amount) * power(10::numeric, decimals)) = 0.5
        then round(
            (trunc(amount * power(10::numeric, decimals)) + mod(trunc(amount * power(10::numeric, decimals)), 2))
                / power(10::numeric, decimals),
            decimals
        )
    else round(amount, decimals)
end;

grant execute on function canon.round_half_even(numeric, integer) to yecai_capture;
