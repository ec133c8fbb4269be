using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Moq;

namespace K8tre.Tests;

/// <summary>What a component registers, on mocks that echo every input and add the outputs named here.</summary>
internal sealed class ResourceGraph
{
    // Outputs that only a provider knows, by type.
    private static readonly Dictionary<string, (string Output, object Value)[]> Computed = new()
    {
        ["azure-native:containerservice:ManagedCluster"] = [("fqdn", "public.azmk8s.io"), ("privateFQDN", "private.azmk8s.io")],
        ["azure-native:keyvault:Vault"] = [("name", "kvtre")],
        ["command:remote:Command"] = [("stdout", "output of the host"), ("stderr", "")],
        ["azure-native:network:AzureFirewall"] = [("ipConfigurations", new[] { new Dictionary<string, object> { ["privateIPAddress"] = "10.64.0.4" } })],
        ["azure-native:network:PublicIPAddress"] = [("ipAddress", "203.0.113.1")],
        ["azure-native:network:VirtualNetwork"] = [("name", "vnet")],
        // What a cluster puts into the Secret of a ServiceAccount's token: "t0ken" and "ca", in base64.
        ["kubernetes:core/v1:Secret"] = [("data", new Dictionary<string, object> { ["token"] = "dDBrZW4=", ["ca.crt"] = "Y2E=" })],
        ["aws:ec2/launchTemplate:LaunchTemplate"] = [("latestVersion", 3)],
        ["aws:eks/cluster:Cluster"] =
        [
            ("endpoint", "https://0123456789ABCDEF.gr7.eu-west-2.eks.amazonaws.com"),
            ("certificateAuthority", new Dictionary<string, object> { ["data"] = "Y2E=" }),
            ("vpcConfig", new Dictionary<string, object> { ["clusterSecurityGroupId"] = "sg-control-plane" }),
        ],
        ["random:index/randomPassword:RandomPassword"] = [("result", "RandomPassword")],
        ["random:index/randomBytes:RandomBytes"] = [("hex", "00ff")],
        ["aws:acm/certificate:Certificate"] =
        [
            ("domainValidationOptions", new object[] { new Dictionary<string, object> { ["resourceRecordName"] = "_proof.example.org.", ["resourceRecordValue"] = "_acm.example.net." } }),
        ],
        ["aws:ec2/vpcEndpoint:VpcEndpoint"] = [("prefixListId", "pl-1")],
        ["aws:route53/zone:Zone"] = [("zoneId", "Z1")],
        ["azure-native:storage:StorageAccount"] = [("name", "account"), ("primaryEndpoints", new Dictionary<string, object> { ["blob"] = "https://account.blob.core.windows.net/" })],
        ["azure-native:managedidentity:UserAssignedIdentity"] = [("name", "identity"), ("clientId", "client"), ("principalId", "principal")],
        ["azure-native:containerregistry:Registry"] = [("name", "registry"), ("loginServer", "registry.azurecr.io")],
        ["azure-native:containerregistry:CredentialSet"] = [("identity", Principal("credentials"))],
        ["azure-native:dataprotection:BackupVault"] = [("name", "vault"), ("identity", Principal("backup-vault"))],
        ["azure-native:kubernetesconfiguration:Extension"] = [("aksAssignedIdentity", Principal("extension"))],
    };

    // What functions of providers answer, by token: a kubeconfig with the certificates "ca", in base64.
    private static readonly Dictionary<string, Dictionary<string, object>> Answers = new()
    {
        ["azure-native:containerservice:listManagedClusterUserCredentials"] = new()
        {
            ["kubeconfigs"] = ImmutableArray.Create<object>(
                new Dictionary<string, object> { ["name"] = "user", ["value"] = Convert.ToBase64String("certificate-authority-data: Y2E="u8) }.ToImmutableDictionary()),
        },
    };

    private readonly ImmutableArray<Resource> _resources;
    private readonly ConcurrentDictionary<(string Type, string Name), ImmutableDictionary<string, object>> _inputs;
    private readonly string[] _events;

    private ResourceGraph(
        ImmutableArray<Resource> resources,
        IReadOnlyDictionary<Resource, ResourceOptions> descendants,
        IReadOnlyDictionary<string, MockResourceArgs> requests,
        ConcurrentDictionary<(string Type, string Name), ImmutableDictionary<string, object>> inputs,
        string[] events)
    {
        (_resources, _inputs, _events) = (resources, inputs, events);
        Orphans = [.. resources.Except(descendants.Keys)];
        Options = descendants;
        Requests = requests;
    }

    /// <summary>Children that missed <c>Parent = this</c>: their component's transformations did not reach them.</summary>
    public IReadOnlyList<Resource> Orphans { get; }

    /// <summary>With which options each was made.</summary>
    public IReadOnlyDictionary<Resource, ResourceOptions> Options { get; }

    /// <summary>What was asked for, by resource name; the last one of several with one name. Secrets are unwrapped.</summary>
    public IReadOnlyDictionary<string, MockResourceArgs> Requests { get; }

    /// <summary>The only resource of a type.</summary>
    public T Single<T>()
        where T : Resource => All<T>().Single();

    /// <summary>All resources of a type.</summary>
    public IEnumerable<T> All<T>()
        where T : Resource => _resources.OfType<T>();

    /// <summary>The inputs of the resource of a type and a name. Secrets are unwrapped.</summary>
    public JsonNode Inputs(string type, string name) => Json.Of(_inputs[(type, name)])!;

    /// <summary>The inputs of all resources of a type, by their names. Secrets are unwrapped.</summary>
    public IReadOnlyDictionary<string, JsonNode> OfType(string type) => _inputs.Where(made => made.Key.Type == type).ToDictionary(made => made.Key.Name, made => Json.Of(made.Value)!);

    /// <summary>Returns all resources with their inputs, in the order of their types and names.</summary>
    public override string ToString() => string.Join(
        '\n',
        _inputs.OrderBy(made => made.Key.Type, StringComparer.Ordinal).ThenBy(made => made.Key.Name, StringComparer.Ordinal)
            .Select(made => $"{made.Key.Type} {made.Key.Name} {Json.Of(made.Value)!.ToJsonString()}"));

    /// <summary>
    /// Whether one resource was asked for only once another one was there, both by name. It says something where the other one was among the slow
    /// ones.
    /// </summary>
    public bool ComesAfter(string later, string earlier) => Array.IndexOf(_events, $"+{later}") > Array.IndexOf(_events, $"-{earlier}")
        && _events.Contains($"-{earlier}");

    // Whatever AWS makes has an ARN; a firewall, an endpoint in each subnet, in an order of its own.
    private static ImmutableDictionary<string, object> Named(MockResourceArgs args)
    {
        if (!args.Type!.StartsWith("aws:", StringComparison.Ordinal))
            return args.Inputs;
        var named = args.Inputs.Add("arn", $"arn:{args.Name}");
        return args.Type == "aws:networkfirewall/firewall:Firewall" ? named.Add("firewallStatuses", new object[] { FirewallStatus(args.Inputs) }) : named;
    }

    private static Dictionary<string, object> FirewallStatus(ImmutableDictionary<string, object> firewall) => new()
    {
        ["syncStates"] = Json.Of(firewall["subnetMappings"])!.AsArray().Reverse().Select(mapping => (string)mapping.At("subnetId")!).Select(object (subnet) => new Dictionary<string, object>
        {
            ["attachments"] = new object[] { new Dictionary<string, object> { ["endpointId"] = $"vpce-{subnet}", ["subnetId"] = subnet } },
        }).ToArray(),
    };

    /// <summary>Runs a component's constructor as an update would.</summary>
    /// <param name="component">Makes the component with the options given.</param>
    /// <param name="slow">Names of resources that take their time.</param>
    public static async Task<ResourceGraph> OfAsync(Func<ComponentResourceOptions, Resource> component, params string[] slow)
    {
        var events = new ConcurrentQueue<string>();
        var descendants = new ConcurrentDictionary<Resource, ResourceOptions>();
        var requests = new ConcurrentDictionary<string, MockResourceArgs>();
        var inputs = new ConcurrentDictionary<(string, string), ImmutableDictionary<string, object>>();
        var mocks = new Mock<IMocks>(MockBehavior.Strict);
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns(async (MockResourceArgs args) =>
        {
            requests[args.Name!] = args;
            inputs[(args.Type!, args.Name!)] = args.Inputs;
            // A component waits for nothing, and may have the name of its main child.
            if (!args.Type!.StartsWith("k8tre:", StringComparison.Ordinal))
            {
                events.Enqueue($"+{args.Name}");
                if (slow.Contains(args.Name))
                    await Task.Delay(TimeSpan.FromMilliseconds(50));
                events.Enqueue($"-{args.Name}");
            }
            var state = Named(args).SetItems(Computed.GetValueOrDefault(args.Type!, []).Select(pair => KeyValuePair.Create(pair.Output, pair.Value)));
            return ((string?)$"{args.Name}-id", (object)state);
        });
        mocks.Setup(mock => mock.CallAsync(It.IsAny<MockCallArgs>())).ReturnsAsync((MockCallArgs args) => (object)Answers[args.Token!]);
        mocks.Setup(mock => mock.RegisterResourceOutputs(It.IsAny<MockRegisterResourceOutputsRequest>())).Returns(Task.CompletedTask);

        var resources = await Deployment.TestAsync(mocks.Object, new TestOptions { IsPreview = false }, () =>
        {
            component(new ComponentResourceOptions
            {
                ResourceTransformations =
                {
                    args =>
                    {
                        descendants[args.Resource] = args.Options;
                        return null;
                    },
                },
            });
        });
        return new ResourceGraph(resources, descendants, requests, inputs, [.. events]);
    }

    private static Dictionary<string, object> Principal(string id) => new() { ["type"] = "SystemAssigned", ["principalId"] = id };
}
