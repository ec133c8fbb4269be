using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using NativeApplicationGateway = Pulumi.AzureNative.Network.ApplicationGateway;
using NativeApplicationGatewayArgs = Pulumi.AzureNative.Network.ApplicationGatewayArgs;

namespace K8tre.Components.Azure.Ingress;

/// <summary>
/// The one way from the internet to the platform's applications: it decrypts, looks for attacks, and encrypts again for the gateway inside a
/// cluster. It reaches nothing else, the internet least of all.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/application-gateway/overview-v2. That nothing leaves its subnet takes the feature
/// <c>Microsoft.Network/EnableApplicationGatewayNetworkIsolation</c>, registered before it is made:
/// https://learn.microsoft.com/azure/application-gateway/application-gateway-private-deployment
/// </remarks>
public sealed class ApplicationGateway : ComponentResource
{
    /// <summary>Makes the gateway, in a subnet of its own.</summary>
    public ApplicationGateway(string name, ApplicationGatewayArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ApplicationGateway", name, options)
    {
        var (scope, inside) = (args.Scope, new CustomResourceOptions { Parent = this });
        var subnet = new SubnetWithNsg($"{name}-subnet", Subnet(args), new() { Parent = this });
        var address = new PublicIPAddress($"{name}-address", new()
        {
            PublicIpAddressName = $"pip-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            Sku = new PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard },
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            Zones = args.Zones.ToArray(),
        }, inside);
        args.Logs.Collect($"{name}-address", address.Id);
        var firewall = new WafPolicy($"{name}-firewall", scope, args.RequestsPerMinute, new() { Parent = this });
        // Known with its role: the gateway reads certificates while it is made.
        var identity = new UserAssignedIdentity($"{name}-identity", scope, new Dictionary<string, (BuiltInRole, Input<string>)>
        {
            ["certificates"] = (BuiltInRole.KeyVaultSecretsUser, args.Vault.Id),
        }, new() { Parent = this });

        var gateway = new NativeApplicationGatewayArgs
        {
            ApplicationGatewayName = $"agw-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            Sku = new ApplicationGatewaySkuArgs { Name = ApplicationGatewaySkuName.WAF_v2, Tier = ApplicationGatewayTier.WAF_v2 },
            AutoscaleConfiguration = new ApplicationGatewayAutoscaleConfigurationArgs { MinCapacity = args.MinInstances, MaxCapacity = args.MaxInstances },
            Zones = args.Zones.ToArray(),
            Identity = new ManagedServiceIdentityArgs { Type = ResourceIdentityType.UserAssigned, UserAssignedIdentities = { identity.Id } },
            FirewallPolicy = new SubResourceArgs { Id = firewall.Id },
            EnableHttp2 = true,
            // TLS 1.2 and 1.3, with ciphers that keep the past secret.
            SslPolicy = new ApplicationGatewaySslPolicyArgs { PolicyType = ApplicationGatewaySslPolicyType.Predefined, PolicyName = ApplicationGatewaySslPolicyName.AppGwSslPolicy20220101S },
            // JupyterHub tells in a stream how far it is with starting a notebook: https://learn.microsoft.com/azure/application-gateway/use-server-sent-events
            GlobalConfiguration = new ApplicationGatewayGlobalConfigurationArgs { EnableRequestBuffering = true, EnableResponseBuffering = false },
            GatewayIPConfigurations = { new ApplicationGatewayIPConfigurationArgs { Name = "inside", Subnet = new SubResourceArgs { Id = subnet.Id } } },
            FrontendIPConfigurations = { new ApplicationGatewayFrontendIPConfigurationArgs { Name = GatewayListeners.Frontend, PublicIPAddress = new SubResourceArgs { Id = address.Id } } },
        };
        new GatewayListeners(args, $"agw-{name}").AddTo(gateway);
        var made = new NativeApplicationGateway(name, gateway, inside);
        args.Logs.Collect(name, made.Id);

        Id = made.Id;
        // Known once something answers there.
        Address = Output.Tuple(address.IpAddress, made.Id).Apply(ready => ready.Item1!);

        RegisterOutputs();
    }

    /// <summary>Id of the gateway.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Its public address, to which the domains' public records lead.</summary>
    [Output("address")]
    public Output<string> Address { get; private set; }

    private static SubnetWithNsgArgs Subnet(ApplicationGatewayArgs args)
    {
        string[] ports = args.RedirectsHttp ? ["80", "443"] : ["443"];
        var services = Enum.GetValues<TreEnvironment>().Select(environment => AddressPlan.IngressServices(args.Addresses.Spoke(environment)).ToString());
        return new()
        {
            Scope = args.Scope,
            Network = args.Hub.NetworkName,
            SubnetName = SubnetNames.Gateway,
            Range = args.Addresses.Gateway,
            AllowInbound =
            [
                args.AllowInbound.Count == 0
                    ? new("users") { Tag = "Internet", Ports = ports }
                    : new("users") { Ranges = args.AllowInbound.Select(range => range.ToString()).ToArray(), Ports = ports },
                // Azure's own, which certificates lock: https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#network-security-groups
                new("control-plane") { Tag = "GatewayManager", Ports = ["65200-65535"], Ours = "*" },
            ],
            AllowOutbound =
            [
                new("clusters") { Ranges = services.ToArray(), Ports = ["443"] },
                new("vault") { Ranges = args.Addresses.HubEndpoints.ToString(), Ports = ["443"] },
            ],
            Logs = args.Logs,
            After = args.Hub.LastSubnet,
        };
    }
}
