using System.ComponentModel.DataAnnotations;
using System.Net;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>A transit gateway, and what lies behind it.</summary>
public sealed record TransitSettings
{
    /// <summary>Id of the transit gateway, shared with the account.</summary>
    [RegularExpression("^tgw-[0-9a-f]{8,17}$", ErrorMessage = "write the id of a transit gateway, like tgw-0123456789abcdef0")]
    public required string GatewayId { get; init; }

    /// <summary>Ranges behind it, from which the clusters' API servers and gateways are reached.</summary>
    [MinLength(1, ErrorMessage = "add a range")]
    public required IReadOnlyList<IPNetwork> Ranges { get; init; }

    /// <summary>Whether resolvers in those ranges may ask each environment's network for its names. Default: false.</summary>
    public bool Resolver { get; init; }
}
