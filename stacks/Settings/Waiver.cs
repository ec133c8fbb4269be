using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>A weaker setting that somebody answers for, until a day.</summary>
public sealed record Waiver
{
    /// <summary>The rule that is waived.</summary>
    public required WaivableRule Rule { get; init; }

    /// <summary>
    /// What it is waived for: a host's name or <c>bastion</c> for pinnedHostKey, <c>platform</c> for egressFirewall, an environment or
    /// <c>management</c> for the others.
    /// </summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Subject { get; init; }

    /// <summary>Who answers for it: a person or a team.</summary>
    [MinLength(3, ErrorMessage = "write the name of a person or a team")]
    public required string Owner { get; init; }

    /// <summary>Why it has to be.</summary>
    [MinLength(10, ErrorMessage = "write a sentence that an auditor understands")]
    public required string Reason { get; init; }

    /// <summary>The last day on which it holds (UTC), in quotes, like '2027-03-31'.</summary>
    public required DateOnly Expires { get; init; }
}

/// <summary>The rules that can be waived.</summary>
public enum WaivableRule
{
    /// <summary>A host's public key is pinned. Not the number that a missing value has.</summary>
    PinnedHostKey = 1,

    /// <summary>Pods reach into the host only where their namespace says so.</summary>
    PodSecurity,

    /// <summary>The API server has no address in the internet.</summary>
    PrivateApi,

    /// <summary>What leaves a network passes a firewall.</summary>
    EgressFirewall,

    /// <summary>The internet does not reach the gateway.</summary>
    PrivateGateway,
}
