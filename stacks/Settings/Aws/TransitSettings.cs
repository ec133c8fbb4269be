using System.ComponentModel.DataAnnotations;
using System.Net;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>Transit gateway.</summary>
public sealed record TransitSettings
{
    /// <summary>Id of the transit gateway, which is shared with the account. The gateway must accept attachments automatically.</summary>
    [RegularExpression("^tgw-[0-9a-f]{8,17}$", ErrorMessage = "write the id of a transit gateway, like tgw-0123456789abcdef0")]
    public required string GatewayId { get; init; }

    /// <summary>Ranges behind the gateway from which API servers and gateways of the clusters are reached.</summary>
    [MinLength(1, ErrorMessage = "add a range")]
    public required IReadOnlyList<IPNetwork> Ranges { get; init; }

    /// <summary>Inbound DNS endpoint in each environment's network, for resolvers in those ranges.</summary>
    public bool Resolver { get; init; }
}
