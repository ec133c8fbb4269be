using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>A name outside that a platform reaches.</summary>
public sealed record EgressSettings
{
    /// <summary>Name of the firewall's rule.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>DNS names; the first label may be <c>*</c>.</summary>
    [MinLength(1, ErrorMessage = "add a name")]
    public required IReadOnlyList<string> Fqdns { get; init; }

    /// <summary>What needs it.</summary>
    [MinLength(10, ErrorMessage = "write a sentence that an auditor understands")]
    public required string Reason { get; init; }

    /// <summary>Page that says so.</summary>
    [RegularExpression(Formats.HttpsUrl, ErrorMessage = Formats.HttpsUrlHint)]
    public required string Source { get; init; }
}
