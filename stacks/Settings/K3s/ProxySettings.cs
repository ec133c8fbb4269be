using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>HTTP proxy of the nodes.</summary>
public sealed record ProxySettings
{
    /// <summary>URL of the proxy, without a password.</summary>
    [RegularExpression(Formats.ProxyUrl, ErrorMessage = Formats.ProxyUrlHint)]
    public required string Url { get; init; }

    /// <summary>Hosts, domains (with a leading dot) and ranges that are reached without the proxy, besides those of the cluster.</summary>
    public IReadOnlyList<string> Direct { get; init; } = [];
}
