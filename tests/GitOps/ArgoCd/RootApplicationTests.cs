using System.Text.Json.Nodes;
using K8tre.Components.GitOps.ArgoCd;

namespace K8tre.Tests.GitOps.ArgoCd;

public sealed class RootApplicationTests
{
    private static readonly RootApplicationArgs Valid = new()
    {
        Namespace = "argocd",
        RepoUrl = "https://git.example.org/fork.git",
        TargetRevision = "v7",
        IsTarget = true,
    };

    private static async Task<JsonNode> SpecAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new RootApplication("root", Valid, options));

        Assert.Empty(graph.Orphans);
        var application = Assert.Single(graph.Requests.Values, request => request.Type == "kubernetes:argoproj.io/v1alpha1:Application");
        return Json.Of(application.Inputs)!["spec"]!;
    }

    // With mirrors, the plugin needs the environment of every Application with images.
    [Fact]
    public async Task With_mirrors_every_application_set_with_images_passes_its_environment_to_the_plugin()
    {
        var graph = await ResourceGraph.OfAsync(options => new RootApplication("root", Valid with { HasMirrors = true }, options));
        var application = graph.Requests.Values.Single(request => request.Type == "kubernetes:argoproj.io/v1alpha1:Application");
        var patches = Json.Of(application.Inputs)!.At("spec.source.kustomize.patches")!.AsArray();
        var sets = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/GitOps/Facts/application-sets.json")))!;

        var patched = patches
            .Where(patch => Operations(patch!).Any(operation => operation["value"]?.ToJsonString().Contains("ENVIRONMENT") is true))
            .Select(patch => (string?)patch!.At("target.name"));

        // The Application secret-store has no images.
        Assert.Equal(
            sets["applicationSets"]!.AsArray().Where(set => set!.At("variables.ENVIRONMENT") is null).Select(set => (string?)set!["name"])
                .Except(["secret-store"]).Order(StringComparer.Ordinal),
            patched.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_application_reads_the_operators_repository_and_revision()
    {
        var source = (await SpecAsync())["source"]!;

        Assert.Equal(
            ("https://git.example.org/fork.git", "v7", "appsets"),
            ((string)source["repoURL"]!, (string)source["targetRevision"]!, (string)source["path"]!));
    }

    [Fact]
    public async Task Every_application_set_uses_that_repository_and_revision()
    {
        var patch = (await SpecAsync()).At("source.kustomize.patches.0")!;

        Assert.Equal("""{"kind":"ApplicationSet"}""", patch["target"]!.ToJsonString());
        Assert.Equal(
            [
                ("replace", "/spec/generators/0/matrix/generators/0/git/repoURL", "https://git.example.org/fork.git"),
                ("replace", "/spec/generators/0/matrix/generators/0/git/revision", "v7"),
                ("replace", "/spec/template/spec/source/repoURL", "https://git.example.org/fork.git"),
                ("replace", "/spec/template/spec/source/targetRevision", "v7"),
            ],
            Operations(patch).Take(4)
                .Select(operation => ((string)operation["op"]!, (string)operation["path"]!, (string)operation["value"]!)));
    }

    [Fact]
    public async Task An_application_whose_cluster_is_no_longer_registered_leaves_its_resources_in_place()
    {
        var operation = Assert.Single(await OperationsOnAllSetsAsync(), operation => (string)operation["path"]! == "/spec/syncPolicy");

        Assert.Equal(("add", """{"preserveResourcesOnDeletion":true}"""), ((string)operation["op"]!, operation["value"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_failed_sync_is_retried_without_an_end_also_for_applications_that_exist()
    {
        var operations = await OperationsOnAllSetsAsync();

        var retry = Assert.Single(operations, operation => (string)operation["path"]! == "/spec/template/spec/syncPolicy/retry");
        Assert.Equal(-1, (int)retry.At("value.limit")!);
        Assert.Equal("5m", (string)retry.At("value.backoff.maxDuration")!);
        var ignored = Assert.Single(operations, operation => (string)operation["path"]! == "/spec/ignoreApplicationDifferences");
        Assert.Equal("""{"op":"remove","path":"/spec/ignoreApplicationDifferences"}""", ignored.ToJsonString());
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"limit":-1,"backoff":{"duration":"10s","factor":2,"maxDuration":"5m"}}"""),
            (await SpecAsync()).At("syncPolicy.retry")));
    }

    [Fact]
    public async Task Values_that_jupyterhubs_chart_generates_at_each_rendering_are_not_synced()
    {
        var patch = (await SpecAsync()).At("source.kustomize.patches.3")!;

        Assert.Equal("jupyterhub", (string)patch.At("target.name")!);
        var operations = Operations(patch).ToArray();
        Assert.Equal(
            ["/spec/template/spec/ignoreDifferences", "/spec/template/spec/syncPolicy/syncOptions/-"],
            operations.Select(operation => (string)operation["path"]!));
        Assert.Equal(
            ["Secret hub", "Deployment hub", "Deployment proxy"],
            operations[0]["value"]!.AsArray().Select(difference => $"{difference!["kind"]} {difference["name"]}"));
        // The Secret also has the chart's values, which a sync must update.
        Assert.DoesNotContain("/data", operations[0].At("value.0.jsonPointers")!.AsArray().Select(pointer => (string)pointer!));
        Assert.Equal("RespectIgnoreDifferences=true", (string)operations[1]["value"]!);
    }

    private static async Task<JsonNode[]> OperationsOnAllSetsAsync() =>
        [.. Operations((await SpecAsync()).At("source.kustomize.patches.0")!)];

    [Fact]
    public async Task The_application_set_of_the_load_balancer_passes_the_address_range()
    {
        var patch = (await SpecAsync()).At("source.kustomize.patches.1")!;

        Assert.Equal("loadbalancer", (string)patch.At("target.name")!);
        var operation = Assert.Single(Operations(patch));
        Assert.Equal(("add", "/spec/template/spec/source/plugin/env/-"), ((string)operation["op"]!, (string)operation["path"]!));
        Assert.Equal("METALLB_IP_RANGE", (string)operation.At("value.name")!);
        Assert.Equal("""{{index .metadata.labels "metallb-ip-range"}}""", (string)operation.At("value.value")!);
    }

    [Theory]
    [InlineData(null, """{"spec":{"source":{"path":"agnostics/secret-store/aws/envs/dev"}}}""")]
    [InlineData(
        """{"aws":{"prefix":"/tre-dev/"}}""",
        """{"spec":{"source":{"path":"agnostics/secret-store/aws/envs/dev","plugin":null,"kustomize":{"patches":[{"target":"""
        + """{"kind":"ClusterSecretStore","name":"secret-store"},"patch":"[{\u0022op\u0022:\u0022replace\u0022,"""
        + """\u0022path\u0022:\u0022/spec/provider\u0022,"""
        + """\u0022value\u0022:{\u0022aws\u0022:{\u0022prefix\u0022:\u0022/tre-dev/\u0022}}}]"}]}}}}""")]
    public async Task The_secret_store_uses_a_clusters_own_provider_instead_of_the_plugin(string? annotation, string application)
    {
        var patch = (await SpecAsync()).At("source.kustomize.patches.2")!;

        Assert.Equal("secret-store", (string)patch.At("target.name")!);
        var operation = Assert.Single(Operations(patch));
        Assert.Equal(("add", "/spec/templatePatch"), ((string)operation["op"]!, (string)operation["path"]!));
        Assert.Equal(application, JsonNode.Parse(Rendered((string)operation["value"]!, annotation))!.ToJsonString());
    }

    // Renders this template like Go's templates with sprig. The result was compared once with that of Go 1.19, as in Argo CD.
    private static string Rendered(string template, string? annotation)
    {
        const string start = """{{with index (dig "annotations" (dict) .metadata) "k8tre-infra/secret-store-provider"}}""";
        const string end = "{{end}}";
        const string value = """{{printf "[{\"op\":\"replace\",\"path\":\"/spec/provider\",\"value\":%s}]" . | toJson}}""";
        var (from, to) = (template.IndexOf(start, StringComparison.Ordinal), template.IndexOf(end, StringComparison.Ordinal));
        Assert.InRange(from, 0, to);
        var patch = JsonValue.Create($$"""[{"op":"replace","path":"/spec/provider","value":{{annotation}}}]""").ToJsonString();
        var inner = annotation is null ? "" : template[(from + start.Length)..to].Replace(value, patch, StringComparison.Ordinal);
        return (template[..from] + inner + template[(to + end.Length)..])
            .Replace("{{.path.path}}", "agnostics/secret-store/aws/envs/dev", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_project_allows_only_application_sets_in_argo_cds_namespace()
    {
        var graph = await ResourceGraph.OfAsync(options => new RootApplication("root", Valid, options));

        var project = Json.Of(graph.Requests["root-project"].Inputs)!;
        Assert.Equal("bootstrap", (string)project.At("metadata.name")!);
        Assert.Equal("""["https://git.example.org/fork.git"]""", project.At("spec.sourceRepos")!.ToJsonString());
        var destination = Assert.Single(project.At("spec.destinations")!.AsArray());
        Assert.Equal(("https://kubernetes.default.svc", "argocd"), ((string)destination!["server"]!, (string)destination["namespace"]!));
        Assert.Empty(project.At("spec.clusterResourceWhitelist")!.AsArray());
        var kind = Assert.Single(project.At("spec.namespaceResourceWhitelist")!.AsArray());
        Assert.Equal(("argoproj.io", "ApplicationSet"), ((string)kind!["group"]!, (string)kind["kind"]!));
        Assert.Equal("bootstrap", (string)(await SpecAsync())["project"]!);
    }

    [Fact]
    public async Task The_application_is_in_argo_cds_cluster_and_heals_itself()
    {
        var spec = await SpecAsync();

        Assert.Equal(("in-cluster", "argocd"), ((string)spec.At("destination.name")!, (string)spec.At("destination.namespace")!));
        Assert.True((bool)spec.At("syncPolicy.automated.prune")!);
        Assert.True((bool)spec.At("syncPolicy.automated.selfHeal")!);
    }

    private static IEnumerable<JsonNode> Operations(JsonNode patch) =>
        JsonNode.Parse((string)patch["patch"]!)!.AsArray().Select(operation => operation!);

    private static async Task<JsonNode> DefaultProjectAsync(bool isTarget)
    {
        var graph = await ResourceGraph.OfAsync(options => new RootApplication("root", Valid with { IsTarget = isTarget }, options));
        return Json.Of(graph.Requests["root-default-project"].Inputs)!;
    }

    [Theory]
    [InlineData(true, """[{"namespace":"*","server":"https://kubernetes.default.svc"}]""")]
    [InlineData(false, """[{"namespace":"*","server":"!https://kubernetes.default.svc"},{"namespace":"*","server":"*"}]""")]
    public async Task The_project_of_the_applications_of_k8tre_has_one_repository_and_no_destination_in_a_management_cluster(
        bool isTarget, string destinations)
    {
        var project = await DefaultProjectAsync(isTarget);

        Assert.Equal("default", (string)project.At("metadata.name")!);
        Assert.Equal("""["https://git.example.org/fork.git"]""", project.At("spec.sourceRepos")!.ToJsonString());
        Assert.Equal(destinations, new JsonArray([.. project.At("spec.destinations")!.AsArray().Select(Sorted)]).ToJsonString());
    }

    // Argo CD creates the project when it starts, and owns its fields.
    [Fact]
    public async Task The_project_takes_the_place_of_argo_cds_own() =>
        Assert.Equal("true", (string?)(await DefaultProjectAsync(isTarget: true)).At("metadata.annotations")!["pulumi.com/patchForce"]);

    [Fact]
    public async Task The_project_is_closed_before_an_application_can_use_it()
    {
        var graph = await ResourceGraph.OfAsync(options => new RootApplication("root", Valid, options), "root-default-project");

        Assert.True(graph.ComesAfter("root", "root-default-project"));
    }

    private static JsonNode Sorted(JsonNode? node) => new JsonObject(
        node!.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
}
