using System.Globalization;
using Pulumi.AzureNative.Consumption;
using Pulumi.AzureNative.Consumption.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Inputs of <see cref="CostBudget"/>.</summary>
public sealed record CostBudgetArgs
{
    /// <summary>Id of the subscription, a GUID.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>
    /// Names of the resource groups whose cost counts. They include the groups that AKS creates for nodes, which cause most of the cost.
    /// </summary>
    public required IReadOnlyList<Input<string>> ResourceGroups { get; init; }

    /// <summary>Monthly amount in the billing currency, more than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">0 or less.</exception>
    public required double MonthlyAmount
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(MonthlyAmount), value, "supply more than 0");
    }

    /// <summary>
    /// First day of the month from which the budget counts: the month in which it is created, because Azure rejects past months. It is an input and
    /// not read from a clock, so that a plan is the same on every day.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not the first day of a month.</exception>
    public required DateOnly From
    {
        get;
        init => field = value.Day == 1 ? value : throw new ArgumentOutOfRangeException(nameof(From), value, "supply the first day of a month");
    }

    /// <summary>Email addresses that are notified, at least one.</summary>
    /// <exception cref="ArgumentException">No address.</exception>
    public required IReadOnlyList<string> Mails
    {
        get;
        init => field = value.Count > 0 ? value : throw new ArgumentException("supply at least one address", nameof(Mails));
    }
}

/// <summary>
/// Monthly budget. It stops nothing. It sends an email at 80 % and 100 % of the amount, and when the forecast reaches 100 %.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/cost-management-billing/costs/quick-create-budget-bicep</remarks>
public sealed class CostBudget : ComponentResource
{
    /// <summary>Creates the budget.</summary>
    public CostBudget(string name, CostBudgetArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:CostBudget", name, options)
    {
        _ = new Budget(name, new()
        {
            BudgetName = name,
            // The budget's scope is the subscription, with a filter: Azure has no other budget that spans resource groups.
            Scope = $"/subscriptions/{args.SubscriptionId}",
            Category = CategoryType.Cost,
            TimeGrain = TimeGrainType.Monthly,
            Amount = args.MonthlyAmount,
            TimePeriod = new BudgetTimePeriodArgs { StartDate = args.From.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture) },
            Filter = new BudgetFilterArgs
            {
                Dimensions = new BudgetComparisonExpressionArgs
                {
                    Name = "ResourceGroupName",
                    Operator = BudgetOperatorType.In,
                    Values = args.ResourceGroups.ToArray(),
                },
            },
            Notifications =
            {
                ["actual-80"] = Mail(args, 80, ThresholdType.Actual),
                ["actual-100"] = Mail(args, 100, ThresholdType.Actual),
                ["foreseen-100"] = Mail(args, 100, ThresholdType.Forecasted),
            },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    private static NotificationArgs Mail(CostBudgetArgs args, int percent, ThresholdType kind) => new()
    {
        Enabled = true,
        Operator = OperatorType.GreaterThanOrEqualTo,
        Threshold = percent,
        ThresholdType = kind,
        ContactEmails = args.Mails.ToArray(),
    };
}
