using System.Net;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2TransitGateway;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="TransitGatewayAttachment"/>.</summary>
public sealed record TransitGatewayAttachmentArgs
{
    /// <summary>The VPC.</summary>
    public required ClusterVpc Vpc { get; init; }

    /// <summary>Id of the organisation's transit gateway. It is shared with the account and accepts attachments automatically.</summary>
    public required string TransitGateway { get; init; }

    /// <summary>Ranges behind the transit gateway, at least one.</summary>
    /// <exception cref="ArgumentException">
    /// The list is empty, or one range is the whole internet, which would bypass the firewall.
    /// </exception>
    public required IReadOnlyList<IPNetwork> Ranges
    {
        get;
        init => field = value.Count > 0 && value.All(range => range.PrefixLength > 0)
            ? value
            : throw new ArgumentException("supply the ranges behind the transit gateway, not the whole internet", nameof(Ranges));
    }
}

/// <summary>
/// Attachment of a VPC to the organisation's transit gateway: people of the organisation reach services and the API server, and machines of
/// the VPC reach the listed ranges.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html</remarks>
public sealed class TransitGatewayAttachment : ComponentResource
{
    /// <summary>Creates the attachment and its routes.</summary>
    public TransitGatewayAttachment(string name, TransitGatewayAttachmentArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:TransitGatewayAttachment", name, options)
    {
        var attachment = new VpcAttachment(name, new()
        {
            TransitGatewayId = args.TransitGateway,
            VpcId = args.Vpc.Id,
            SubnetIds = args.Vpc.IsolatedSubnets.ToArray(),
            DnsSupport = "enable",
            Tags = { ["Name"] = name },
        }, new() { Parent = this });
        var tables = args.Vpc.PrivateRouteTables.Select((table, zone) => (Role: $"private-{zone}", Table: table))
            .Append((Role: "isolated", Table: args.Vpc.IsolatedRouteTable));
        foreach (var (role, table) in tables)
        {
            foreach (var range in args.Ranges)
            {
                _ = new Route($"{name}-{role}-{range}", new()
                {
                    RouteTableId = table,
                    DestinationCidrBlock = range.ToString(),
                    // An output of the attachment: AWS refuses the route before the VPC is attached.
                    TransitGatewayId = attachment.TransitGatewayId,
                }, new() { Parent = this });
            }
        }

        RegisterOutputs();
    }
}
