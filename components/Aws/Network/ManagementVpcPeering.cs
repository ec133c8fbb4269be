using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;

namespace K8tre.Components.Aws.Network;

/// <summary>
/// Joins the network of the management cluster to that of one it manages, so that Argo CD reaches its API server: nodes and pods of the one, and
/// control plane of the other, nothing else. Networks of environments are never joined to one another.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html</remarks>
public sealed class ManagementVpcPeering : ComponentResource
{
    /// <summary>Joins the networks, both of this account and region.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="management">Network of the management cluster.</param>
    /// <param name="target">Network of the cluster that it manages.</param>
    /// <param name="options">Resource options.</param>
    public ManagementVpcPeering(string name, ClusterVpc management, ClusterVpc target, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ManagementVpcPeering", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var peering = new VpcPeeringConnection(name, new()
        {
            VpcId = management.Id,
            PeerVpcId = target.Id,
            AutoAccept = true,
            // Names of machines lead the management cluster to private addresses of the other, not the other way round.
            Accepter = new VpcPeeringConnectionAccepterArgs { AllowRemoteVpcDnsResolution = true },
            Requester = new VpcPeeringConnectionRequesterArgs { AllowRemoteVpcDnsResolution = false },
            Tags = { ["Name"] = name },
        }, inside);
        var control = AddressPlan.Isolated(target.Range);
        var there = management.PrivateRouteTables.Select((table, zone) => Route($"to-target-{zone}", table, control.ToString()));
        var back = management.PrivateRanges.Select((range, zone) => Route($"to-management-{zone}", target.IsolatedRouteTable, range.ToString()));
        Id = Output.Tuple(peering.Id, Output.All(there.Concat(back))).Apply(ready => ready.Item1);

        RegisterOutputs();

        Output<string> Route(string role, Input<string> table, string to) => new Route(
            $"{name}-{role}", new() { RouteTableId = table, DestinationCidrBlock = to, VpcPeeringConnectionId = peering.Id }, inside).Id;
    }

    /// <summary>Id of the peering. Known once both sides have their routes.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
