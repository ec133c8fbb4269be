using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Public certificates that cert-manager orders from Let's Encrypt.</summary>
public sealed record AcmeSettings
{
    /// <summary>Mail address that Let's Encrypt writes to.</summary>
    [RegularExpression(Formats.MailAddress, ErrorMessage = Formats.MailAddressHint)]
    public required string Email { get; init; }

    /// <summary>
    /// Public zone in which cert-manager answers challenges: the environment's domain, or a domain above it. The stack creates the zone.
    /// Delegate to it from its parent zone.
    /// </summary>
    [RegularExpression(Formats.DomainName, ErrorMessage = Formats.DomainNameHint)]
    public required string Zone { get; init; }
}
