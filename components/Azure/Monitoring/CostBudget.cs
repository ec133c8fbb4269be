using System.Globalization;
using Pulumi.AzureNative.Consumption;
using Pulumi.AzureNative.Consumption.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Inputs of <see cref="CostBudget"/>.</summary>
public sealed record CostBudgetArgs
{
    /// <summary>Id of the subscription, a GUID.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Names of the resource groups whose cost counts, those that AKS makes for nodes among them: most of it arises there.</summary>
    public required IReadOnlyList<Input<string>> ResourceGroups { get; init; }

    /// <summary>What a month may cost, in the currency of the bill, more than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nothing or less.</exception>
    public required double MonthlyAmount
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(MonthlyAmount), value, "supply more than 0");
    }

    /// <summary>
    /// Month from which it counts, its first day: the one in which the budget is made, since Azure takes none that is past. It is data and no clock:
    /// a plan must be the same tomorrow.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not the first of a month.</exception>
    public required DateOnly From
    {
        get;
        init => field = value.Day == 1 ? value : throw new ArgumentOutOfRangeException(nameof(From), value, "supply the first day of a month");
    }

    /// <summary>Addresses that get a mail, one at least.</summary>
    /// <exception cref="ArgumentException">None.</exception>
    public required IReadOnlyList<string> Mails
    {
        get;
        init => field = value.Count > 0 ? value : throw new ArgumentException("supply at least one address", nameof(Mails));
    }
}

/// <summary>What a month may cost: it stops nothing, and sends mails at 80 and at 100 %, and when all 100 % are foreseen.</summary>
/// <remarks>https://learn.microsoft.com/azure/cost-management-billing/costs/quick-create-budget-bicep</remarks>
public sealed class CostBudget : ComponentResource
{
    /// <summary>Makes the budget.</summary>
    public CostBudget(string name, CostBudgetArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:CostBudget", name, options)
    {
        _ = new Budget(name, new()
        {
            BudgetName = name,
            // Of the subscription, although its groups alone count: Azure knows none that spans groups otherwise.
            Scope = $"/subscriptions/{args.SubscriptionId}",
            Category = CategoryType.Cost,
            TimeGrain = TimeGrainType.Monthly,
            Amount = args.MonthlyAmount,
            TimePeriod = new BudgetTimePeriodArgs { StartDate = args.From.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture) },
            Filter = new BudgetFilterArgs
            {
                Dimensions = new BudgetComparisonExpressionArgs { Name = "ResourceGroupName", Operator = BudgetOperatorType.In, Values = args.ResourceGroups.ToArray() },
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
