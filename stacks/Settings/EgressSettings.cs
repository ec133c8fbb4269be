using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>DNS names that clusters reach over HTTPS.</summary>
public sealed record EgressSettings
{
    /// <summary>Name of the firewall rule.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>DNS names. The first label may be <c>*</c>.</summary>
    [MinLength(1, ErrorMessage = "add a name")]
    public required IReadOnlyList<string> Fqdns { get; init; }

    /// <summary>Reason for the rule.</summary>
    [MinLength(10, ErrorMessage = "write a sentence that an auditor understands")]
    public required string Reason { get; init; }

    /// <summary>URL of a page that documents the need.</summary>
    [RegularExpression(Formats.HttpsUrl, ErrorMessage = Formats.HttpsUrlHint)]
    public required string Source { get; init; }
}
