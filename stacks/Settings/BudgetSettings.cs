using System.ComponentModel.DataAnnotations;

namespace K8tre.Stacks.Settings;

/// <summary>What a platform may cost.</summary>
public sealed record BudgetSettings
{
    /// <summary>Amount a month, in the currency of the bill.</summary>
    [Range(1, 10_000_000, ErrorMessage = "supply 1 to 10000000")]
    public required int MonthlyAmount { get; init; }

    /// <summary>Who is told at 80 and at 100 percent of it.</summary>
    [MinLength(1, ErrorMessage = "add a mail address")]
    public required IReadOnlyList<string> Mails { get; init; }

    /// <summary>The first day that counts, the first of a month, in quotes, like '2027-01-01'. Required on Azure, which asks for it. Default: this month.</summary>
    public DateOnly? From { get; init; }
}
