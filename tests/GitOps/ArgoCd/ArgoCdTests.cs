using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.GitOps.ArgoCd.Plugin;
using K8tre.Tests.Rights;
using Pulumi.Kubernetes.Core.V1;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Tests.GitOps.ArgoCd;

public sealed class ArgoCdTests
{
    private static readonly ArgoCdArgs Valid = new() { Environment = TreEnvironment.Dev, NodeCount = 1, IsTarget = true };

    private static readonly ArgoCdSso Sso = new()
    {
        Issuer = "https://login.example.org/realms/tre",
        ClientId = "argocd",
        ClientSecret = Output.CreateSecret("canary"),
        Groups = new Dictionary<string, ArgoCdRole> { ["tre operators"] = ArgoCdRole.Admin, ["auditors"] = ArgoCdRole.ReadOnly },
    };

    // All options.
    private static readonly ArgoCdArgs Full = Valid with
    {
        Environment = TreEnvironment.Prd,
        NodeCount = 3,
        Host = "argocd.tre.example.org",
        Sso = Sso,
        KnownHosts = ["git.example.org ssh-ed25519 AAAA"],
        TrustedCertificates = "-----BEGIN CERTIFICATE-----",
        Proxy = new("http://proxy.example.org:3128"),
        ProxyExceptions = ["10.0.0.0/8"],
        Replacements = [new(TreEnvironment.Prd, "one", "other")],
        Patches = K8treOverlays.Patches,
    };

    private static Task<ResourceGraph> ArgoCdAsync(ArgoCdArgs args) =>
        ResourceGraph.OfAsync(options => new Components.GitOps.ArgoCd.ArgoCd("argocd", args, options));

    private static JsonNode Values(ResourceGraph graph) =>
        Json.Of(graph.Requests.Values.Single(request => request.Type == "kubernetes:helm.sh/v3:Release").Inputs["values"])!;

    private static async Task<JsonNode> ValuesAsync(ArgoCdArgs? args = null) => Values(await ArgoCdAsync(args ?? Valid));

    [Fact]
    public async Task The_release_uses_the_pinned_chart_in_the_namespace_that_k8tre_requires()
    {
        var graph = await ArgoCdAsync(Full);

        var release = graph.Single<HelmRelease>();
        Assert.Equal(Versions.ArgoCd.Version, await OutputUtilities.GetValueAsync(release.Version));
        Assert.Equal("argocd", await OutputUtilities.GetValueAsync(release.Namespace));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task The_chart_has_every_value()
    {
        Assert.Empty(ChartValuesTests.ArgoCd.Problems(await ValuesAsync()));
        Assert.Empty(ChartValuesTests.ArgoCd.Problems(await ValuesAsync(Full)));
    }

    [Fact]
    public async Task Applications_without_the_plugin_can_render_charts() => Assert.Equal(
        "--enable-helm --load-restrictor LoadRestrictionsNone",
        (string)(await ValuesAsync())["configs"]!["cm"]!["kustomize.buildOptions"]!);

    [Fact]
    public async Task Users_must_sign_in_and_pods_deny_traffic_that_no_policy_allows()
    {
        var values = await ValuesAsync();

        Assert.Equal("false", (string)values["configs"]!["cm"]!["users.anonymous.enabled"]!);
        Assert.True((bool)values.At("global.networkPolicy.create")!);
        Assert.True((bool)values.At("global.networkPolicy.defaultDenyIngress")!);
    }

    [Fact]
    public async Task The_namespace_enforces_the_restricted_pod_security_standard()
    {
        var graph = await ArgoCdAsync(Valid);

        var metadata = await OutputUtilities.GetValueAsync(graph.Single<Namespace>().Metadata);
        Assert.Equal("restricted", metadata.Labels["pod-security.kubernetes.io/enforce"]);
    }

    [Theory]
    [InlineData(TreEnvironment.Dev, 3, 1, false)]
    [InlineData(TreEnvironment.Stg, 9, 1, false)]
    [InlineData(TreEnvironment.Prd, 3, 2, true)]
    [InlineData(TreEnvironment.Prd, 2, 1, false)]
    public async Task Production_is_highly_available_if_there_are_enough_nodes(
        TreEnvironment environment, int nodes, double replicas, bool isHighlyAvailable)
    {
        var values = await ValuesAsync(Valid with { Environment = environment, NodeCount = nodes });

        Assert.All(["server", "repoServer", "applicationSet"], part =>
        {
            Assert.Equal(replicas, (double)values[part]!["replicas"]!);
            Assert.Equal(isHighlyAvailable, (bool)values[part]!["pdb"]!["enabled"]!);
        });
        Assert.Equal(isHighlyAvailable, (bool)values["redis-ha"]!["enabled"]!);
    }

    [Theory]
    [InlineData("controller")]
    [InlineData("server")]
    public async Task Argo_cd_has_rights_only_to_its_own_objects_in_a_management_cluster(string part)
    {
        var rules = (await ValuesAsync(Valid with { IsTarget = false })).At($"{part}.clusterRoleRules.rules")!.AsArray();

        Assert.Equal("""["argoproj.io"]""", Assert.Single(rules)!["apiGroups"]!.ToJsonString());
    }

    [Fact]
    public async Task Argo_cd_has_the_same_permissions_in_its_own_cluster_as_in_another_one()
    {
        var values = await ValuesAsync(Valid with { ApiGroups = ["apps.example.org"] });

        Assert.Equal(ArgoCdRbacRule.For(["apps.example.org"]).Count, values.At("controller.clusterRoleRules.rules")!.AsArray().Count);
        Assert.Contains("apps.example.org", values.At("server.clusterRoleRules.rules")!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_has_no_right_to_secrets_roles_namespaces_or_policies()
    {
        var rules = (await ValuesAsync()).At("server.clusterRoleRules.rules")!.AsArray()
            .Select(rule => new RbacRule("argocd-server", null, rule!)).ToArray();

        Assert.All(["get", "list", "create", "patch", "delete"], verb => Assert.False(Allows(verb, "", "secrets")));
        Assert.All(["create", "update", "patch", "delete", "escalate", "bind"], verb =>
        {
            Assert.False(Allows(verb, "rbac.authorization.k8s.io", "clusterroles"));
            Assert.False(Allows(verb, "", "namespaces"));
            Assert.False(Allows(verb, "admissionregistration.k8s.io", "validatingadmissionpolicybindings"));
        });
        Assert.All(["create", "update"], verb => Assert.False(Allows(verb, "apps", "deployments")));
        Assert.True(Allows("get", "", "pods/log"));
        Assert.True(Allows("patch", "apps", "deployments"));

        bool Allows(string verb, string group, string resource) => rules.Any(rule => rule.Allows(verb, group, resource, "any", "any"));
    }

    [Fact]
    public async Task Kinds_that_argo_cd_may_not_list_are_left_out() => Assert.Equal(
        "normal", (string)(await ValuesAsync())["configs"]!["cm"]!["resource.respectRBAC"]!);

    [Fact]
    public async Task The_web_interface_is_not_exposed_without_a_host_name()
    {
        var values = await ValuesAsync();

        Assert.Null(values.At("server.httproute"));
        Assert.Null(values["configs"]!["params"]!["server.insecure"]);
        // The chart's default is an example, to which sign-ins would return.
        Assert.Equal("https://localhost:8080", (string)values["configs"]!["cm"]!["url"]!);
        Assert.True((bool)values["configs"]!["cm"]!["admin.enabled"]!);
    }

    [Fact]
    public async Task A_host_name_is_routed_by_the_gateway_of_k8tre_with_tls_only()
    {
        var values = await ValuesAsync(Valid with { Host = "argocd.tre.example.org" });

        Assert.Equal("argocd.tre.example.org", (string)values.At("server.httproute.hostnames.0")!);
        Assert.Equal(
            """{"name":"internal-gateway","namespace":"gateway","sectionName":"https"}""",
            Sorted(values.At("server.httproute.parentRefs.0")!).ToJsonString());
        Assert.Equal("https://argocd.tre.example.org", (string)values.At("configs.cm.url")!);
    }

    [Fact]
    public async Task Sign_in_disables_the_built_in_administrator_and_gives_roles_to_groups()
    {
        var values = await ValuesAsync(Valid with { Host = "argocd.tre.example.org", Sso = Sso });

        Assert.False((bool)values["configs"]!["cm"]!["admin.enabled"]!);
        Assert.Equal("", (string)values["configs"]!["rbac"]!["policy.default"]!);
        Assert.Equal(
            "g, \"auditors\", role:readonly\ng, \"tre operators\", role:admin\np, admin, *, *, *, deny\n",
            (string)values["configs"]!["rbac"]!["policy.csv"]!);
        Assert.Equal("[groups]", (string)values["configs"]!["rbac"]!["scopes"]!);
    }

    [Fact]
    public async Task Without_sign_in_the_built_in_administrator_is_not_denied() =>
        Assert.Null((await ValuesAsync())["configs"]!["rbac"]!["policy.csv"]);

    [Theory]
    [InlineData("admin")]
    [InlineData("role:admin")]
    [InlineData("proj:default:deployer")]
    [InlineData("a\", role:admin")]
    [InlineData("a\"")]
    [InlineData("a,b")]
    [InlineData("a\n")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\u2028b")]
    [InlineData(" a")]
    [InlineData("")]
    public void A_group_that_would_change_argo_cds_policy_is_refused(string group)
    {
        var groups = new Dictionary<string, ArgoCdRole> { [group] = ArgoCdRole.Admin };

        var error = Assert.Throws<ArgumentException>(() => Sso with { Groups = groups });

        Assert.Equal($"the group is \"{group}\"; {ArgoCdSso.GroupHint} (Parameter 'Groups')", error.Message);
    }

    [Theory]
    [InlineData("administrators")]
    [InlineData("tre role: operators")]
    [InlineData("aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb")]
    public void Other_names_of_groups_are_accepted(string group) =>
        Assert.Single((Sso with { Groups = new Dictionary<string, ArgoCdRole> { [group] = ArgoCdRole.Admin } }).Groups);

    [Fact]
    public async Task The_client_secret_is_in_a_secret_of_argo_cd_and_not_in_the_values()
    {
        var graph = await ArgoCdAsync(Valid with { Host = "argocd.tre.example.org", Sso = Sso });

        var configuration = JsonNode.Parse((string)Values(graph)["configs"]!["cm"]!["oidc.config"]!)!;
        Assert.Equal("$argocd-sso:clientSecret", (string)configuration["clientSecret"]!);
        Assert.DoesNotContain("canary", Values(graph).ToJsonString(), StringComparison.Ordinal);
        var secret = Json.Of(graph.Requests["argocd-sso"].Inputs)!;
        Assert.Equal("argocd", (string)secret["metadata"]!["labels"]!["app.kubernetes.io/part-of"]!);
        Assert.Equal("canary", (string)secret.At("stringData.clientSecret")!);
    }

    [Fact]
    public async Task A_public_client_uses_pkce()
    {
        var values = await ValuesAsync(Valid with { Host = "argocd.tre.example.org", Sso = Sso with { ClientSecret = null } });

        var configuration = JsonNode.Parse((string)values["configs"]!["cm"]!["oidc.config"]!)!;
        Assert.True((bool)configuration["enablePKCEAuthentication"]!);
        Assert.Null(configuration["clientSecret"]);
    }

    [Fact]
    public async Task Every_container_with_outbound_traffic_has_the_proxy_and_the_certificates()
    {
        var values = await ValuesAsync(Full);

        Assert.All(["server.env", "repoServer.env", "repoServer.extraContainers.0.env"], path =>
        {
            var variables = values.At(path)!.AsArray().ToDictionary(item => (string)item!["name"]!, item => (string)item!["value"]!);
            Assert.Equal("http://proxy.example.org:3128/", variables["HTTPS_PROXY"]);
            // Argo CD's own components by their short names, the API server by its address, and the operator's exceptions.
            string[] exceptions = ["argocd-repo-server", "$(KUBERNETES_SERVICE_HOST)", "10.0.0.0/8"];
            Assert.Empty(exceptions.Except(variables["NO_PROXY"].Split(',')));
            Assert.Equal("/etc/ssl/certs:/etc/ssl/k8tre", variables["SSL_CERT_DIR"]);
        });
        Assert.All(
            ["server", "repoServer"],
            part => Assert.Contains("trusted-certificates", values[part]!["volumes"]!.ToJsonString(), StringComparison.Ordinal));
    }

    // Charts come over HTTPS, or through the proxy.
    [Theory]
    [InlineData(null, null, "443", "22")]
    [InlineData("https://github.com/k8tre/k8tre.git", null, "443")]
    [InlineData("https://git.example.org:8443/k8tre.git", null, "443", "8443")]
    [InlineData("git@git.example.org:k8tre.git", null, "443", "22")]
    [InlineData("ssh://git@git.example.org/k8tre.git", null, "443", "22")]
    [InlineData("ssh://git@git.example.org:2222/k8tre.git", null, "443", "2222")]
    [InlineData("https://github.com/k8tre/k8tre.git", "192.0.2.0/24", "3128")]
    [InlineData("https://git.example.org:8443/k8tre.git", ".example.org", "3128", "8443")]
    [InlineData("https://git.badexample.org:8443/k8tre.git", "example.org", "3128")]
    [InlineData("https://192.0.2.7:8443/k8tre.git", "192.0.2.0/24", "3128", "8443")]
    [InlineData("git@git.example.org:k8tre.git", "", "3128", "22")]
    public async Task The_repo_server_reaches_only_the_ports_that_it_needs(string? repository, string? exception, params string[] ports)
    {
        var graph = await ArgoCdAsync(Valid with
        {
            RepositoryUrl = repository,
            Proxy = exception is null ? null : new("http://proxy.example.org:3128"),
            ProxyExceptions = string.IsNullOrEmpty(exception) ? [] : [exception],
        });

        Assert.Equal(ports, Ports(graph, "argocd-egress"));
    }

    [Theory]
    [InlineData("https://login.example.org/realms/tre", false, "443")]
    [InlineData("https://login.example.org:8443/realms/tre", false, "8443")]
    [InlineData("https://login.example.org:8443/realms/tre", true, "3128")]
    public async Task The_server_reaches_the_port_of_the_identity_provider(string issuer, bool hasProxy, string port)
    {
        var graph = await ArgoCdAsync(Full with
        {
            Sso = Full.Sso! with { Issuer = issuer },
            Proxy = hasProxy ? new("http://proxy.example.org:3128") : null,
            ProxyExceptions = [],
        });

        Assert.Equal([port], Ports(graph, "argocd-sign-in"));
    }

    private static IEnumerable<string> Ports(ResourceGraph graph, string policy) =>
        Json.Of(graph.Requests[policy].Inputs).At("spec.egress.0.toPorts.0.ports")!.AsArray().Select(port => (string)port!["port"]!);

    [Fact]
    public async Task The_server_has_outbound_traffic_only_with_sign_in()
    {
        Assert.DoesNotContain("argocd-sign-in", (await ArgoCdAsync(Valid)).Requests.Keys);

        var policy = (await ArgoCdAsync(Full)).Requests["argocd-sign-in"];
        Assert.Equal(
            "argocd-server", (string)Json.Of(policy.Inputs).At("spec.endpointSelector.matchLabels")!["app.kubernetes.io/name"]!);
    }

    [Fact]
    public async Task Known_hosts_are_added_to_those_of_the_chart() => Assert.Equal(
        "git.example.org ssh-ed25519 AAAA", (string)(await ValuesAsync(Full)).At("configs.ssh.extraHosts")!);

    [Fact]
    public async Task The_plugin_uses_argo_cds_image_without_privileges()
    {
        var sidecar = (await ValuesAsync()).At("repoServer.extraContainers.0")!;

        Assert.Equal(Versions.ArgoCdImage.ToString(), (string)sidecar["image"]!);
        Assert.Equal(999, (double)sidecar.At("securityContext.runAsUser")!);
        Assert.True((bool)sidecar.At("securityContext.readOnlyRootFilesystem")!);
        Assert.False((bool)sidecar.At("securityContext.allowPrivilegeEscalation")!);
        Assert.Equal("ALL", (string)sidecar.At("securityContext.capabilities.drop.0")!);
    }

    [Fact]
    public async Task The_plugin_has_the_name_and_version_that_the_application_sets_use()
    {
        var graph = await ArgoCdAsync(Valid);

        var definition = Definition(graph);
        Assert.Equal("cmp-plugin", (string)Json.Of(graph.Requests["argocd-plugin"].Inputs).At("metadata.name")!);
        // An Application refers to <metadata.name>-<spec.version>: kustomize-with-envsubst-v1.0.
        Assert.Equal("kustomize-with-envsubst", definition["metadata"]["name"]);
        Assert.Equal("v1.0", definition["spec"]["version"]);
    }

    [Fact]
    public async Task The_plugins_definition_contains_the_script_unchanged()
    {
        var graph = await ArgoCdAsync(Valid);

        var definition = Definition(graph);
        var script = File.ReadAllText(Path.Combine(Repository.Root, "components/GitOps/Scripts/kustomize-with-envsubst.sh"));
        Assert.Equal(script, (string)definition["spec"]["generate"]["args"][0]);
    }

    [Fact]
    public async Task The_plugin_mounts_a_file_of_replacements_for_each_environment()
    {
        var graph = await ArgoCdAsync(Valid with
        {
            Replacements =
            [
                new(TreEnvironment.Dev, "k8tre.org", "tre.example.org"), new(TreEnvironment.Dev, "a", "b"),
                new(TreEnvironment.Prd, "a", "c"),
            ],
        });

        Assert.Equal(
            """{"dev":"a\tb\nk8tre.org\ttre.example.org\n","prd":"a\tc\n"}""",
            Sorted(Json.Of(graph.Requests["argocd-plugin-replacements"].Inputs)!["data"]!).ToJsonString());
        var sidecar = Values(graph).At("repoServer.extraContainers.0")!;
        var folder = (string)sidecar["env"]!.AsArray().Single(item => (string)item!["name"]! == "K8TRE_REPLACEMENTS")!["value"]!;
        Assert.Contains(
            sidecar["volumeMounts"]!.AsArray(),
            mount => (string)mount!["mountPath"]! == folder && (string)mount["name"]! == "cmp-replacements");
    }

    [Fact]
    public async Task The_plugin_mounts_the_patches()
    {
        var graph = await ArgoCdAsync(Valid with { Patches = K8treOverlays.Patches });

        var files = Json.Of(graph.Requests["argocd-plugin-patches"].Inputs)!["data"]!.AsObject().Select(file => file.Key);
        Assert.Equal(["dev", "dev.targets", "prd", "prd.targets", "stg", "stg.targets"], files.Order());
        var sidecar = Values(graph).At("repoServer.extraContainers.0")!;
        var folder = (string)sidecar["env"]!.AsArray().Single(item => (string)item!["name"]! == "K8TRE_PATCHES")!["value"]!;
        Assert.Contains(
            sidecar["volumeMounts"]!.AsArray(),
            mount => (string)mount!["mountPath"]! == folder && (string)mount["name"]! == "cmp-patches");
        Assert.Contains(
            Values(graph).At("repoServer.volumes")!.AsArray(), volume => (string)volume!["name"]! == "cmp-patches");
    }

    [Fact]
    public async Task All_images_of_argo_cd_come_from_the_mirrors()
    {
        var args = Valid with
        {
            Environment = TreEnvironment.Prd,
            NodeCount = 3,
            Mirrors = new()
            {
                Addresses = new Dictionary<string, string>
                {
                    ["quay.io"] = "images.example/quay.io",
                    ["public.ecr.aws"] = "images.example/ecr",
                },
            },
        };

        var values = await ValuesAsync(args);

        Assert.Equal(
            [
                "images.example/ecr/docker/library/haproxy", "images.example/ecr/docker/library/redis",
                "images.example/quay.io/argoproj/argocd",
            ],
            new[] { "redis-ha.haproxy.image.repository", "redis-ha.image.repository", "global.image.repository" }
                .Select(path => (string?)values.At(path)));
        Assert.Equal("images.example/ecr/docker/library/redis", (string?)values.At("redis.image.repository"));
        Assert.Equal(
            $"images.example/quay.io/argoproj/argocd:{Versions.ArgoCdImage.TagAndDigest}",
            (string?)values.At("repoServer.extraContainers.0.image"));
        Assert.Empty(ChartValuesTests.ArgoCd.Problems(values));
    }

    [Fact]
    public async Task The_plugin_mounts_the_mirrors_of_each_environment_and_their_program()
    {
        var args = Valid with
        {
            TargetMirrors = new Dictionary<TreEnvironment, ImageMirrors>
            {
                [TreEnvironment.Dev] = new()
                {
                    Addresses = new Dictionary<string, string>
                    {
                        ["docker.io"] = "images.example/hub",
                        ["quay.io"] = "1.dkr.ecr.eu-west-2.amazonaws.com/tre/quay",
                    },
                },
                [TreEnvironment.Prd] = ImageMirrors.None,
            },
        };

        var graph = await ArgoCdAsync(args);

        var files = Json.Of(graph.Requests["argocd-plugin-mirrors"].Inputs)!["data"]!.AsObject();
        Assert.Equal(["dev", "mirror-images.awk"], files.Select(file => file.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            "docker.io\timages.example/hub\nindex.docker.io\timages.example/hub\n"
            + "quay.io\t1.dkr.ecr.eu-west-2.amazonaws.com/tre/quay\ttag\nregistry-1.docker.io\timages.example/hub\n",
            (string?)files["dev"]);
        var sidecar = Values(graph).At("repoServer.extraContainers.0")!;
        var folder = (string)sidecar["env"]!.AsArray().Single(item => (string)item!["name"]! == "K8TRE_MIRRORS")!["value"]!;
        Assert.Contains(
            sidecar["volumeMounts"]!.AsArray(),
            mount => (string)mount!["mountPath"]! == folder && (string)mount["name"]! == "cmp-mirrors");
        Assert.NotEqual(
            (string?)(await ValuesAsync()).At("repoServer.podAnnotations")!["checksum/cmp-plugin"],
            (string?)Values(graph).At("repoServer.podAnnotations")!["checksum/cmp-plugin"]);
    }

    [Fact]
    public async Task A_new_replacement_or_patch_restarts_the_repo_server()
    {
        var one = await ValuesAsync();
        var other = await ValuesAsync(Valid with { Replacements = [new(TreEnvironment.Dev, "a", "b")] });
        var patched = await ValuesAsync(Valid with { Patches = K8treOverlays.Patches });

        Assert.Equal(3, new[] { Checksum(one), Checksum(other), Checksum(patched) }.Distinct().Count());

        static string Checksum(JsonNode values) => (string)values.At("repoServer.podAnnotations")!["checksum/cmp-plugin"]!;
    }

    [Theory]
    [InlineData("two words", "b")]
    [InlineData("", "b")]
    [InlineData("a", "b: c")]
    [InlineData("a", "123")]
    [InlineData("a", "true")]
    [InlineData("a", "1e3")]
    [InlineData("a", "b\nc")]
    public void A_replacement_that_would_change_the_structure_of_manifests_is_refused(string word, string with) =>
        Assert.Throws<ArgumentException>(() => new OverlayReplacement(TreEnvironment.Dev, word, with));

    private static JsonObject Sorted(JsonNode node) =>
        new(node.AsObject()
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static Dictionary<string, dynamic> Definition(ResourceGraph graph)
    {
        var yaml = (string)Json.Of(graph.Requests["argocd-plugin"].Inputs).At("data")!["plugin.yaml"]!;
        return new YamlDotNet.Serialization.Deserializer().Deserialize<Dictionary<string, dynamic>>(yaml);
    }

    [Fact]
    public async Task Argo_cd_and_its_proxies_reach_the_redis_cluster_although_ingress_is_denied_by_default()
    {
        var values = await ValuesAsync(Full);

        Assert.True((bool)values.At("global.networkPolicy.defaultDenyIngress")!);
        Assert.True((bool)values.At("redis-ha.networkPolicy.enabled")!);
        Assert.True((bool)values.At("redis-ha.haproxy.networkPolicy.enabled")!);
        Assert.Equal(
            """{"app.kubernetes.io/part-of":"argocd"}""",
            values.At("redis-ha.haproxy.networkPolicy.ingressRules.0.selectors.0.podSelector.matchLabels")!.ToJsonString());
    }

    // Thirty Applications at once left eleven without a rendering.
    [Fact]
    public async Task The_repo_server_renders_few_applications_at_once() =>
        Assert.Equal(4, (double)(await ValuesAsync())["configs"]!["params"]!["reposerver.parallelism.limit"]!);

    [Fact]
    public async Task The_proxies_of_the_redis_cluster_can_be_updated_on_exactly_three_nodes()
    {
        var strategy = (await ValuesAsync(Full)).At("redis-ha.haproxy.deploymentStrategy.rollingUpdate")!;

        Assert.Equal((0.0, 1.0), ((double)strategy["maxSurge"]!, (double)strategy["maxUnavailable"]!));
    }

    [Fact]
    public async Task A_disruption_budget_allows_to_drain_each_node_of_the_redis_cluster()
    {
        var values = await ValuesAsync(Full);

        Assert.Equal(1.0, (double)values.At("redis-ha.podDisruptionBudget.maxUnavailable")!);
        Assert.Equal(1.0, (double)values.At("redis-ha.haproxy.podDisruptionBudget.maxUnavailable")!);
    }

    [Fact]
    public async Task Every_container_requests_memory_and_has_a_limit_and_no_cpu_limit()
    {
        var (single, full) = (await ValuesAsync(), await ValuesAsync(Full));
        string[] always = ["controller", "server", "applicationSet", "repoServer", "repoServer.extraContainers.0"];
        var resources = always.Append("redis").Select(component => single.At($"{component}.resources"))
            .Concat(always.Concat(["redis-ha.redis", "redis-ha.sentinel", "redis-ha.haproxy"])
                .Select(component => full.At($"{component}.resources")));

        Assert.All(resources, resource =>
        {
            Assert.EndsWith("Mi", (string)resource.At("requests.memory")!, StringComparison.Ordinal);
            Assert.EndsWith("m", (string)resource.At("requests.cpu")!, StringComparison.Ordinal);
            Assert.EndsWith("Mi", (string)resource.At("limits.memory")!, StringComparison.Ordinal);
            Assert.Null(resource.At("limits.cpu"));
        });
    }

    [Theory]
    [InlineData(1, "1024Mi", "2048Mi")]
    [InlineData(3, "1638Mi", "2662Mi")]
    public async Task The_controller_gets_memory_for_each_further_cluster(int clusters, string request, string limit)
    {
        var resources = (await ValuesAsync(Valid with { ClusterCount = clusters })).At("controller.resources")!;

        Assert.Equal((request, limit), ((string)resources.At("requests.memory")!, (string)resources.At("limits.memory")!));
    }
}
