using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Exception from a security rule.</summary>
public sealed record Waiver
{
    /// <summary>Rule that is waived.</summary>
    public required WaivableRule Rule { get; init; }

    /// <summary>
    /// Subject of the exception: the name of a host or <c>bastion</c> for <c>pinnedHostKey</c>, <c>platform</c> for <c>egressFirewall</c>,
    /// an environment or <c>management</c> for the other rules.
    /// </summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Subject { get; init; }

    /// <summary>Person or team that is responsible for the exception.</summary>
    [MinLength(3, ErrorMessage = "write the name of a person or a team")]
    public required string Owner { get; init; }

    /// <summary>Reason for the exception.</summary>
    [MinLength(10, ErrorMessage = "write a sentence that an auditor understands")]
    public required string Reason { get; init; }

    /// <summary>Last day on which the exception is valid (UTC), in quotes, like '2027-03-31'.</summary>
    public required DateOnly Expires { get; init; }
}

/// <summary>Security rules that can be waived.</summary>
public enum WaivableRule
{
    /// <summary>The public key of a host is pinned.</summary>
    // Not 0, the number of a missing value.
    PinnedHostKey = 1,

    /// <summary>Pods have access to their host only if their namespace declares it.</summary>
    PodSecurity,

    /// <summary>The API server has no public address.</summary>
    PrivateApi,

    /// <summary>Outgoing connections pass a firewall.</summary>
    EgressFirewall,

    /// <summary>The internet does not reach the gateway.</summary>
    PrivateGateway,

    /// <summary>People sign in to the Argo CD of production with their own accounts.</summary>
    SignIn,
}
