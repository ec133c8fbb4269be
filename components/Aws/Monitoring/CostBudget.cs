using System.Globalization;
using Pulumi.Aws.Budgets;
using Pulumi.Aws.Budgets.Inputs;

namespace K8tre.Components.Aws.Monitoring;

/// <summary>Inputs of <see cref="CostBudget"/>.</summary>
public sealed record CostBudgetArgs
{
    /// <summary>Name of the budget, unique in the account.</summary>
    public required string BudgetName { get; init; }

    /// <summary>Budget for a month in US dollars, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is 0 or less.</exception>
    public required decimal MonthlyAmount
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(MonthlyAmount), value, "supply more than 0");
    }

    /// <summary>Mail addresses of the recipients, 1 to 10.</summary>
    /// <exception cref="ArgumentException">The number of addresses is outside that range.</exception>
    public required IReadOnlyList<string> Mails
    {
        get;
        init => field = value.Count is >= 1 and <= 10
            ? value
            : throw new ArgumentException($"there are {value.Count}; supply 1 to 10", nameof(Mails));
    }

    /// <summary>
    /// Tag of the resources whose costs count, which the account's owner has activated as a cost allocation tag. Default: all costs of the
    /// account count.
    /// </summary>
    public KeyValuePair<string, string>? Tag { get; init; }
}

/// <summary>Budget with mails at 80 % and 100 % of the monthly amount, and when the forecast exceeds it.</summary>
/// <remarks>https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html</remarks>
public sealed class CostBudget : ComponentResource
{
    /// <summary>Creates the budget.</summary>
    public CostBudget(string name, CostBudgetArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:CostBudget", name, options)
    {
        var budget = new BudgetArgs
        {
            Name = args.BudgetName,
            BudgetType = "COST",
            TimeUnit = "MONTHLY",
            LimitAmount = args.MonthlyAmount.ToString(CultureInfo.InvariantCulture),
            LimitUnit = "USD",
            Notifications = { Mail("ACTUAL", 80), Mail("ACTUAL", 100), Mail("FORECASTED", 100) },
        };
        if (args.Tag is { } tag)
            budget.CostFilters.Add(new BudgetCostFilterArgs { Name = "TagKeyValue", Values = { $"user:{tag.Key}${tag.Value}" } });
        _ = new Budget(name, budget, new() { Parent = this });

        RegisterOutputs();

        BudgetNotificationArgs Mail(string cost, double percent) => new()
        {
            NotificationType = cost,
            ComparisonOperator = "GREATER_THAN",
            ThresholdType = "PERCENTAGE",
            Threshold = percent,
            SubscriberEmailAddresses = args.Mails.ToArray(),
        };
    }
}
