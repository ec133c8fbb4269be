using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Values of Argo CD's chart.</summary>
/// <remarks>https://github.com/argoproj/argo-helm/blob/argo-cd-10.1.1/charts/argo-cd/values.yaml</remarks>
internal static class ArgoCdValues
{
    // The chart's default. Its tag is the chart's too, without a digest.
    private const string Proxy = "ecr-public.aws.com/docker/library/haproxy";

    /// <summary>Creates the values that differ from the chart's defaults.</summary>
    /// <param name="args">Inputs of Argo CD.</param>
    /// <param name="plugin">Plugin of the repo-server.</param>
    /// <param name="network">Proxy and trusted certificates.</param>
    /// <param name="clientSecret">Reference to the client secret of the sign-in. Null: no client secret.</param>
    public static InputMap<object> Create(ArgoCdArgs args, ArgoCdPlugin plugin, ArgoCdNetwork network, Output<string>? clientSecret)
    {
        var profile = ArgoCdProfile.For(args.Environment, args.NodeCount);
        var image = args.Mirrors.Mirrored(Versions.ArgoCdImage);
        return new()
        {
            ["global"] = new InputMap<object>
            {
                ["image"] = new InputMap<object>
                {
                    ["repository"] = image.Repository,
                    ["tag"] = image.TagAndDigest,
                },
                ["networkPolicy"] = new InputMap<object> { ["create"] = true, ["defaultDenyIngress"] = true },
            },
            ["configs"] = Configs(args, clientSecret),
            ["controller"] = Controller(args),
            // The server changes objects for users of the web interface. It reads no Secrets, and cannot grant roles.
            ["server"] = Server(args, profile, network),
            ["applicationSet"] = Identified(Replicated(profile, ArgoCdResources.ApplicationSet), args.Identity),
            ["redis"] = new InputMap<object> { ["image"] = RedisImage(args.Mirrors), ["resources"] = ArgoCdResources.Redis },
            ["redisSecretInit"] = new InputMap<object> { ["resources"] = ArgoCdResources.Redis },
            ["redis-ha"] = profile.HasRedisCluster ? RedisCluster(args.Mirrors) : new InputMap<object> { ["enabled"] = false },
            ["dex"] = new InputMap<object> { ["enabled"] = false },
            ["notifications"] = new InputMap<object> { ["enabled"] = false },
            ["repoServer"] = RepoServer(profile, plugin, network),
        };
    }

    private static InputMap<object> Configs(ArgoCdArgs args, Output<string>? clientSecret)
    {
        var main = new InputMap<object>
        {
            // K8TRE's cnpg and root applications, which are rendered without the plugin, need both options.
            ["kustomize.buildOptions"] = "--enable-helm --load-restrictor LoadRestrictionsNone",
            ["users.anonymous.enabled"] = "false",
            ["exec.enabled"] = false,
            ["statusbadge.enabled"] = false,
            ["admin.enabled"] = args.Sso is null,
            // Argo CD leaves out the kinds that it may not list, rather than marking the cluster as failed.
            ["resource.respectRBAC"] = "normal",
        };
        // Each rendering runs kustomize and helm. Without a limit, the first sync of all Applications exceeds their deadlines.
        var parameters = new InputMap<object> { ["reposerver.parallelism.limit"] = 4 };
        var configs = new InputMap<object> { ["cm"] = main, ["params"] = parameters };
        // Without a host, users open the server through a port-forward. The chart's default is an example.
        main.Add("url", args.Host is null ? "https://localhost:8080" : $"https://{args.Host}");
        // The gateway terminates TLS. WireGuard encrypts the traffic between the gateway and the server.
        if (args.Host is not null)
            parameters.Add("server.insecure", true);

        // Users without a group of the settings have no access.
        var roles = new InputMap<object> { ["policy.default"] = "" };
        configs.Add("rbac", roles);
        if (args.Sso is { } sso)
        {
            main.Add("oidc.config", clientSecret is null
                ? sso.Configuration(null)
                : clientSecret.Apply(key => (object)sso.Configuration(key)));
            roles.Add("policy.csv", sso.Policy());
            roles.Add("scopes", $"[{sso.GroupsClaim}]");
        }

        if (args.KnownHosts.Count > 0)
            configs.Add("ssh", new InputMap<object> { ["extraHosts"] = string.Join('\n', args.KnownHosts) });
        return configs;
    }

    private static InputMap<object> Controller(ArgoCdArgs args) => Identified(new()
    {
        ["clusterRoleRules"] = Rules(args.IsTarget ? ArgoCdRbacRule.For(args.ApiGroups) : ArgoCdRbacRule.ForItself),
        ["resources"] = ArgoCdResources.Controller(args.ClusterCount),
    }, args.Identity);

    private static InputMap<object> Server(ArgoCdArgs args, ArgoCdProfile profile, ArgoCdNetwork network)
    {
        var server = Identified(Replicated(profile, ArgoCdResources.Server), args.Identity);
        server.Add(
            "clusterRoleRules", Rules(args.IsTarget ? ArgoCdRbacRule.ForServer(args.ApiGroups) : ArgoCdRbacRule.ForServerItself));
        AddTo(server, "env", network.Environment());
        AddTo(server, "volumes", network.Volumes());
        AddTo(server, "volumeMounts", network.Mounts());
        if (args.Host is not null)
        {
            server.Add("httproute", new InputMap<object>
            {
                ["enabled"] = true,
                ["hostnames"] = new[] { args.Host },
                ["parentRefs"] = new[]
                {
                    new InputMap<object> { ["namespace"] = args.GatewayNamespace, ["name"] = args.GatewayName, ["sectionName"] = "https" },
                },
            });
        }
        return server;
    }

    private static InputMap<object> RepoServer(ArgoCdProfile profile, ArgoCdPlugin plugin, ArgoCdNetwork network)
    {
        var server = Replicated(profile, ArgoCdResources.RepoServer);
        server.Add("podAnnotations", new InputMap<object>
        {
            ["checksum/cmp-plugin"] = plugin.Checksum.Apply(checksum => (object)checksum),
        });
        server.Add("extraContainers", new[] { plugin.Sidecar(network) });
        AddTo(server, "env", network.Environment());
        AddTo(server, "volumes", plugin.Volumes().Concat(network.Volumes()));
        AddTo(server, "volumeMounts", network.Mounts());
        return server;
    }

    private static void AddTo(InputMap<object> values, string key, IEnumerable<InputMap<object>> items)
    {
        if (items.ToArray() is { Length: > 0 } some)
            values.Add(key, some);
    }

    private static InputMap<object> RedisImage(ImageMirrors mirrors)
    {
        var image = mirrors.Mirrored(Versions.ArgoCdRedis);
        return new() { ["repository"] = image.Repository, ["tag"] = image.TagAndDigest };
    }

    // The chart's policy of default-deny has no counterpart for Redis's pods and proxies: without their own policies, nothing reaches them.
    // With one proxy on each of three nodes, a rolling update needs room: it stops one before it starts the next.
    private static InputMap<object> RedisCluster(ImageMirrors mirrors) => new()
    {
        ["enabled"] = true,
        ["image"] = RedisImage(mirrors),
        ["networkPolicy"] = new InputMap<object> { ["enabled"] = true },
        ["podDisruptionBudget"] = new InputMap<object> { ["maxUnavailable"] = 1 },
        ["redis"] = new InputMap<object> { ["resources"] = ArgoCdResources.Redis },
        ["sentinel"] = new InputMap<object> { ["resources"] = ArgoCdResources.Proxy },
        ["splitBrainDetection"] = new InputMap<object> { ["resources"] = ArgoCdResources.Proxy },
        ["init"] = new InputMap<object> { ["resources"] = ArgoCdResources.Proxy },
        ["haproxy"] = WithImage(new()
        {
            ["resources"] = ArgoCdResources.Proxy,
            ["init"] = new InputMap<object> { ["resources"] = ArgoCdResources.Proxy },
            ["podDisruptionBudget"] = new InputMap<object> { ["maxUnavailable"] = 1 },
            ["deploymentStrategy"] = new InputMap<object>
            {
                ["type"] = "RollingUpdate",
                ["rollingUpdate"] = new InputMap<object> { ["maxSurge"] = 0, ["maxUnavailable"] = 1 },
            },
            ["networkPolicy"] = new InputMap<object>
            {
                ["enabled"] = true,
                ["ingressRules"] = new[]
                {
                    new InputMap<object>
                    {
                        ["selectors"] = new[]
                        {
                            new InputMap<object>
                            {
                                ["podSelector"] = new InputMap<object>
                                {
                                    ["matchLabels"] = new InputMap<object> { ["app.kubernetes.io/part-of"] = "argocd" },
                                },
                            },
                        },
                    },
                },
            },
        }, mirrors, Proxy),
    };

    private static InputMap<object> WithImage(InputMap<object> values, ImageMirrors mirrors, string repository)
    {
        if (mirrors.Mirrored(repository) is var mirrored && mirrored != repository)
            values.Add("image", new InputMap<object> { ["repository"] = mirrored });
        return values;
    }

    private static InputMap<object> Replicated(ArgoCdProfile profile, InputMap<object> resources) => new()
    {
        ["resources"] = resources,
        ["replicas"] = profile.Replicas,
        // A disruption budget with a single replica would prevent draining the node.
        ["pdb"] = new InputMap<object> { ["enabled"] = profile.Replicas > 1, ["minAvailable"] = profile.Replicas > 1 ? "1" : "" },
    };

    // AKS reads these labels and annotations. On AWS, the pods' identity needs no values of the chart.
    // https://learn.microsoft.com/azure/aks/workload-identity-overview#service-account-labels-and-annotations
    private static InputMap<object> Identified(InputMap<object> component, ArgoCdIdentity? identity)
    {
        if (identity is ArgoCdIdentity.Entra entra)
        {
            component.Add("podLabels", new InputMap<object> { ["azure.workload.identity/use"] = "true" });
            component.Add("serviceAccount", new InputMap<object>
            {
                ["annotations"] = new InputMap<object> { ["azure.workload.identity/client-id"] = entra.ClientId.Apply(id => (object)id) },
            });
        }
        return component;
    }

    private static InputMap<object> Rules(IEnumerable<ArgoCdRbacRule> rules) => new()
    {
        ["enabled"] = true,
        ["rules"] = rules.Select(rule => rule.ToValue()).ToArray(),
    };
}
