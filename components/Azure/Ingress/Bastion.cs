using System.Net;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Ingress;

/// <summary>Inputs of <see cref="Bastion"/>.</summary>
public sealed record BastionArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the network that it stands in.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Addresses of its subnet, /26 or larger.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Availability zones.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Where it logs who was on which machine.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>Public ranges that it answers. Default: all.</summary>
    public IReadOnlyList<IPNetwork> AllowInbound { get; init; } = [];

    /// <summary>Whether text may be copied out of and into sessions. Default: false.</summary>
    public bool AllowsCopyPaste { get; init; }

    /// <summary>Whether the Azure CLI may tunnel to machines, and not the portal's sessions alone. Default: false.</summary>
    public bool AllowsTunnels { get; init; }

    /// <summary>Subnet to make first: Azure changes one subnet of a network at a time. Default: none.</summary>
    public SubnetWithNsg? After { get; init; }
}

/// <summary>The way of operators to machines without public addresses: Entra says who comes in, and no file leaves.</summary>
/// <remarks>https://learn.microsoft.com/azure/bastion/bastion-nsg, https://learn.microsoft.com/azure/bastion/configuration-settings</remarks>
public sealed class Bastion : ComponentResource
{
    /// <summary>Makes the host, in a subnet of its own.</summary>
    public Bastion(string name, BastionArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:Bastion", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        Subnet = new($"{name}-subnet", new()
        {
            Scope = args.Scope,
            Network = args.Network,
            SubnetName = SubnetNames.Bastion,
            Range = args.Range,
            // Azure refuses a group without these, word for word.
            AllowInbound =
            [
                args.AllowInbound.Count == 0
                    ? new("operators") { Tag = "Internet", Ports = ["443"], Ours = "*" }
                    : new("operators") { Ranges = args.AllowInbound.Select(range => range.ToString()).ToArray(), Ports = ["443"], Ours = "*" },
                new("control-plane") { Tag = "GatewayManager", Ports = ["443"], Ours = "*" },
                new("hosts") { Tag = "VirtualNetwork", Ports = ["8080", "5701"], IsUdpToo = true, Ours = "VirtualNetwork" },
            ],
            AllowOutbound =
            [
                new("machines") { Tag = "VirtualNetwork", Ports = ["22", "3389"], Ours = "*" },
                new("azure") { Tag = "AzureCloud", Ports = ["443"], Ours = "*" },
                new("hosts") { Tag = "VirtualNetwork", Ports = ["8080", "5701"], IsUdpToo = true, Ours = "VirtualNetwork" },
                new("certificates") { Tag = "Internet", Ports = ["80"], Ours = "*" },
            ],
            Logs = args.Logs,
            After = args.After,
        }, new() { Parent = this });

        var address = new PublicIPAddress($"{name}-address", new()
        {
            PublicIpAddressName = $"pip-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            Sku = new PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard },
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            Zones = args.Zones.ToArray(),
        }, inside);
        args.Logs.Collect($"{name}-address", address.Id);
        var host = new BastionHost(name, new()
        {
            BastionHostName = $"bas-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            Sku = new SkuArgs { Name = BastionHostSkuName.Standard },
            DisableCopyPaste = !args.AllowsCopyPaste,
            EnableTunneling = args.AllowsTunnels,
            EnableFileCopy = false,
            EnableShareableLink = false,
            EnableIpConnect = false,
            IpConfigurations =
            {
                new BastionHostIPConfigurationArgs
                {
                    Name = "edge",
                    Subnet = new SubResourceArgs { Id = Subnet.Id },
                    PublicIPAddress = new SubResourceArgs { Id = address.Id },
                },
            },
            Zones = args.Zones.ToArray(),
        }, inside);
        args.Logs.Collect(name, host.Id);
        Id = host.Id;

        RegisterOutputs();
    }

    /// <summary>Id of the host.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    internal SubnetWithNsg Subnet { get; }
}
