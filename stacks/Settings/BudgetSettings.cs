using System.ComponentModel.DataAnnotations;

namespace K8tre.Stacks.Settings;

/// <summary>Budget of a platform.</summary>
public record BudgetSettings
{
    /// <summary>Amount for a month, in the currency of the bill.</summary>
    [Range(1, 10_000_000, ErrorMessage = "supply 1 to 10000000")]
    public required int MonthlyAmount { get; init; }

    /// <summary>Mail addresses that are notified at 80 and at 100 percent of the amount.</summary>
    [MinLength(1, ErrorMessage = "add a mail address")]
    public required IReadOnlyList<string> Mails { get; init; }
}
