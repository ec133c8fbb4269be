using System.Net;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="ManagementVpcPeering"/>.</summary>
public sealed record ManagementVpcPeeringArgs
{
    /// <summary>VPC of the management cluster.</summary>
    public required ClusterVpc Management { get; init; }

    /// <summary>VPC of the cluster that it manages, in the same account and region.</summary>
    public required ClusterVpc Target { get; init; }
}

/// <summary>
/// Peering of the management cluster's VPC with that of a cluster that it manages, so that Argo CD reaches the API server. Routes connect
/// the nodes and pods of the one with the control plane of the other only. VPCs of environments are never connected with each other.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html</remarks>
public sealed class ManagementVpcPeering : ComponentResource
{
    /// <summary>Creates the peering and its routes.</summary>
    public ManagementVpcPeering(string name, ManagementVpcPeeringArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ManagementVpcPeering", name, options)
    {
        var (management, target, inside) = (args.Management, args.Target, new CustomResourceOptions { Parent = this });
        var peering = new VpcPeeringConnection(name, new()
        {
            VpcId = management.Id,
            PeerVpcId = target.Id,
            AutoAccept = true,
            // Names of machines of the target resolve to private addresses in the management VPC, but not the other way round.
            Accepter = new VpcPeeringConnectionAccepterArgs { AllowRemoteVpcDnsResolution = true },
            Requester = new VpcPeeringConnectionRequesterArgs { AllowRemoteVpcDnsResolution = false },
            Tags = { ["Name"] = name },
        }, inside);
        var control = AddressPlan.Isolated(target.Range);
        foreach (var (table, zone) in management.PrivateRouteTables.Select((table, zone) => (table, zone)))
            AddRoute($"to-target-{zone}", table, control);
        foreach (var (range, zone) in management.PrivateRanges.Select((range, zone) => (range, zone)))
            AddRoute($"to-management-{zone}", target.IsolatedRouteTable, range);

        RegisterOutputs();

        void AddRoute(string role, Input<string> table, IPNetwork to) => _ = new Route(
            $"{name}-{role}", new()
            {
                RouteTableId = table,
                DestinationCidrBlock = to.ToString(),
                VpcPeeringConnectionId = peering.Id,
            }, inside);
    }
}
