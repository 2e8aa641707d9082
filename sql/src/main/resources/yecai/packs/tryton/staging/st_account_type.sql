-- Account types with the kind of account that they make. Tryton marks few types; a type of the balance sheet without a mark
-- is what the branch that it stands in is: the nearest type above it that is marked, or above other types that are marked as
-- debts or assets, or above the result of the year, which is equity. Where no branch tells, the kind is unknown.
select
    type.id,
    type.statement,
    type.receivable,
    type.payable,
    type.stock,
    case
        when type.statement = 'off-balance' then 'off_balance'
        when type.revenue then 'revenue'
        when type.expense or type.statement = 'income' then 'expense'
        when type.receivable or type.stock or type.assets then 'asset'
        when type.payable or type.debt then 'liability'
        else branch.account_kind
    end as account_kind
from account_account_type as type
left join lateral (
    with recursive above as (
        select one.id, one.parent, 0 as steps
        from account_account_type as one
        where one.id = type.id and one.statement = 'balance'
        union all
        select higher.id, higher.parent, above.steps + 1
        from above
        inner join account_account_type as higher on higher.id = above.parent
        where higher.statement = 'balance' and above.steps < 10
    ),

    below as (
        select above.id as top, above.steps, above.id, 0 as depth
        from above
        union all
        select below.top, below.steps, lower.id, below.depth + 1
        from below
        inner join account_account_type as lower on lower.parent = below.id
        where below.depth < 10
    )

    select found.account_kind
    from (
        select
            below.steps,
            below.depth,
            case
                when kind.payable or kind.debt then 'liability'
                when kind.receivable or kind.assets or (kind.stock and kind.statement = 'balance') then 'asset'
                when kind.statement = 'income' then 'equity'
            end as account_kind
        from below
        inner join account_account_type as kind on kind.id = below.id
    ) as found
    where found.account_kind is not null
    order by found.steps, found.depth, found.account_kind
    limit 1
) as branch on type.statement = 'balance'
