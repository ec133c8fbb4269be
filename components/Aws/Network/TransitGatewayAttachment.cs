using System.Net;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2TransitGateway;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="TransitGatewayAttachment"/>.</summary>
public sealed record TransitGatewayAttachmentArgs
{
    /// <summary>The network.</summary>
    public required ClusterVpc Network { get; init; }

    /// <summary>Id of the organisation's transit gateway. It is shared with the account, and accepts what is attached to it.</summary>
    public required string TransitGateway { get; init; }

    /// <summary>Ranges that lie behind it, one at least.</summary>
    /// <exception cref="ArgumentException">There is none, or one is the whole internet, which would lead around the firewall.</exception>
    public required IReadOnlyList<IPNetwork> Ranges
    {
        get;
        init => field = value.Count > 0 && value.All(range => range.PrefixLength > 0)
            ? value
            : throw new ArgumentException("supply the ranges behind the transit gateway, not the whole internet", nameof(Ranges));
    }
}

/// <summary>Joins a network to the organisation's own: its people reach services and API server, machines reach the ranges that are listed.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html</remarks>
public sealed class TransitGatewayAttachment : ComponentResource
{
    /// <summary>Joins the network.</summary>
    public TransitGatewayAttachment(string name, TransitGatewayAttachmentArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:TransitGatewayAttachment", name, options)
    {
        var attachment = new VpcAttachment(name, new()
        {
            TransitGatewayId = args.TransitGateway,
            VpcId = args.Network.Id,
            SubnetIds = args.Network.IsolatedSubnets.ToArray(),
            DnsSupport = "enable",
            Tags = { ["Name"] = name },
        }, new() { Parent = this });
        var tables = args.Network.PrivateRouteTables.Select((table, zone) => (Role: $"private-{zone}", Table: table))
            .Append((Role: "isolated", Table: args.Network.IsolatedRouteTable));
        var routes = tables.SelectMany(from => args.Ranges.Select(range => new Route($"{name}-{from.Role}-{range}", new()
        {
            RouteTableId = from.Table,
            DestinationCidrBlock = range.ToString(),
            // By the attachment: before it, the route is refused.
            TransitGatewayId = attachment.TransitGatewayId,
        }, new() { Parent = this }).Id)).ToArray();
        Id = Output.Tuple(attachment.Id, Output.All(routes)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the attachment. Known once routes lead to it.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
