using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Registration;
using K8tre.Tests.Rights;

namespace K8tre.Tests.GitOps.Registration;

/// <summary>The policy of a registrar against requests, as an API server evaluates it.</summary>
public sealed partial class RegistrarPolicyTests
{
    private const string User = "system:serviceaccount:argocd:registrar-organization-k8tre-other";

    private static readonly ClusterConnection[] Accepted =
    [
        ClusterConnection.WithToken("west-stg", Of("https://192.0.2.74:6443"), Of("Q0E+/w=="), Of("eyJ.a-b_c.d")),
        ClusterConnection.WithToken("west-stg", Of("https://[2001:db8::1]:6443"), Of("Q0E="), Of("t")),
        ClusterConnection.WithAwsRole(
            "west-stg", Of("https://0A1B.gr7.eu-west-2.eks.amazonaws.com"), Of("Q0E="), Of("arn:aws:iam::111122223333:role/west-argocd")),
        ClusterConnection.WithEntra(
            "west-stg", Of("https://west-stg-ab12.guid.privatelink.uksouth.azmk8s.io:443"), Of("Q0E="),
            new(Of("00001111-aaaa-2222-bbbb-3333cccc4444"), Of("p"), Of("aaaabbbb-0000-cccc-1111-dddd2222eeee"))),
    ];

    private static async Task<AdmissionPolicies> PoliciesAsync() => new(KubernetesObjects.In(await ResourceGraph.OfAsync(options =>
        new AdmissionPolicy(
            "registrar",
            RegistrarPolicy.For(
                new()
                {
                    Cluster = null!,
                    Namespace = "argocd",
                    Stack = "organization/k8tre/other",
                    Clusters = [new(Vendor.K3s, TreEnvironment.Stg), new(Vendor.Azure, TreEnvironment.Dev)],
                    ReservedNames = ["hub-prd"],
                    Generation = "1",
                },
                "registrar-organization-k8tre-other"),
            options))));

    private static async Task<string?> AnswerAsync(JsonNode secret, string operation = "CREATE", string user = User) =>
        (await PoliciesAsync()).Denial(new()
        {
            Operation = operation,
            Resource = "secrets",
            Namespace = "argocd",
            User = user,
            Object = operation == "DELETE" ? null : secret,
            OldObject = operation == "CREATE" ? null : secret,
        })?.Answer;

    // The API server merges stringData into data before admission.
    private static JsonNode Registration(
        string config = """{"bearerToken":"t","tlsClientConfig":{"insecure":false,"caData":"Q0E="}}""",
        string server = "https://192.0.2.74:6443",
        string name = "west-stg") => JsonNode.Parse($$"""
        {
          "metadata": {
            "name": "cluster-k3s-stg",
            "namespace": "argocd",
            "labels": { "argocd.argoproj.io/secret-type": "cluster", "vendor": "k3s", "environment": "stg" }
          },
          "type": "Opaque",
          "data": { "name": "{{Base64(name)}}", "server": "{{Base64(server)}}", "config": "{{Base64(config)}}" }
        }
        """)!;

    [Fact]
    public async Task Every_form_of_a_connection_is_accepted()
    {
        foreach (var connection in Accepted)
        {
            var secret = Registration(
                await OutputUtilities.GetValueAsync(connection.Config), await OutputUtilities.GetValueAsync(connection.Server));

            Assert.Null(await AnswerAsync(secret));
            Assert.Null(await AnswerAsync(secret, "UPDATE"));
            Assert.Null(await AnswerAsync(secret, "DELETE"));
        }
    }

    [Fact]
    public async Task A_token_of_another_account_cannot_be_made()
    {
        var secret = Registration();
        secret["type"] = "kubernetes.io/service-account-token";
        secret["metadata"]!["annotations"] =
            new JsonObject { ["kubernetes.io/service-account.name"] = "argocd-application-controller" };

        Assert.StartsWith("a registration is an Opaque Secret", await AnswerAsync(secret), StringComparison.Ordinal);
        // It restricts the registrar alone.
        Assert.Null(await AnswerAsync(secret, user: "system:admin"));
    }

    [Theory]
    [InlineData("argocd-secret")]
    [InlineData("cluster-k3s-prd")]
    [InlineData("cluster-k3s-stg-2")]
    public async Task No_other_object_can_be_written_or_deleted(string name)
    {
        var secret = Registration();
        secret["metadata"]!["name"] = name;

        Assert.Equal("organization/k8tre/other registers only k3s-stg, azure-dev", await AnswerAsync(secret));
        Assert.NotNull(await AnswerAsync(secret, "DELETE"));
    }

    [Theory]
    [InlineData("argocd.argoproj.io/secret-type", "repository")]
    [InlineData("argocd.argoproj.io/secret-type", null)]
    [InlineData("environment", "prd")]
    [InlineData("vendor", null)]
    public async Task The_labels_are_those_of_the_registered_cluster(string label, string? value)
    {
        var secret = Registration();
        secret["metadata"]!["labels"]![label] = value;
        if (value is null)
            secret["metadata"]!["labels"]!.AsObject().Remove(label);

        Assert.StartsWith("a registration is an Opaque Secret", await AnswerAsync(secret), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub-prd")]
    [InlineData("in-cluster")]
    public async Task The_names_of_argo_cds_own_clusters_are_refused(string name) => Assert.StartsWith(
        "the name of the cluster belongs to the stack of Argo CD", await AnswerAsync(Registration(name: name)), StringComparison.Ordinal);

    [Fact]
    public async Task Other_data_is_refused()
    {
        var secret = Registration();
        secret["data"]!["namespaces"] = Base64("argocd");

        Assert.StartsWith("a registration has the data name", await AnswerAsync(secret), StringComparison.Ordinal);
    }

    // Each would run a program in Argo CD's controller, or send its identity to another server.
    [Theory]
    [InlineData("""{"execProviderConfig":{"command":"sh","args":["-c","id"]}}""", "https://192.0.2.74:6443")]
    [InlineData("""{"bearerToken":"t","execProviderConfig":{"command":"sh"}}""", "https://192.0.2.74:6443")]
    [InlineData("""{"bearerToken":"t1","EXECproviderCONFIG":{"command":"sh"}}""", "https://192.0.2.74:6443")]
    [InlineData("""{"awsAuthConfig":{"clusterName":"hub-prd","roleARN":"a"}}""", "https://192.0.2.74:6443")]
    [InlineData("""{"awsAuthConfig":{"clusterName":"hub-prd","roleARN":"a"}}""", "https://evil.example.org/x.eks.amazonaws.com")]
    [InlineData("""{"awsAuthConfig":{"clusterName":"a"},"execProviderConfig":{}}""", "https://a.gr7.eu-west-2.eks.amazonaws.com")]
    [InlineData("""{"execProviderConfig":{"command":"argocd-k8s-auth","args":["azure"],"env":{}}}""", "https://192.0.2.74:6443")]
    [InlineData("""{"execProviderConfig":{"command":"argocd-k8s-auth","args":["azure"],"env":{}}}""", "https://azmk8s.io.example.org")]
    [InlineData("""{"execProviderConfig":{"command":"argocd-k8s-auth","args":["azure"],"command":"sh"}}""", "https://a.uksouth.azmk8s.io")]
    [InlineData(
        """{"execProviderConfig":{"command":"argocd-k8s-auth","args":["azure"],"env":{},"Args":["aws"]}}""", "https://a.uksouth.azmk8s.io")]
    [InlineData(
        """{"execProviderConfig":{"command":"argocd-k8s-auth","args":["azure"],"env":{}},"execProviderConfig":{"command":"sh"}}""",
        "https://a.uksouth.azmk8s.io")]
    [InlineData("""{"tlsClientConfig":{"insecure":false}}""", "https://192.0.2.74:6443")]
    [InlineData("""{"username":"a","password":"b"}""", "https://192.0.2.74:6443")]
    [InlineData("""{"tlsClientConfig":{"insecure":false},"bearerToken":"t"}""", "https://192.0.2.74:6443")]
    public async Task A_connection_in_another_form_is_refused(string config, string server) => Assert.StartsWith(
        "the connection has none of the forms", await AnswerAsync(Registration(config, server)), StringComparison.Ordinal);

    // Argo CD would use its own account for the first two, whose addresses it takes for that of its own cluster.
    [Theory]
    [InlineData("""{"bearerToken":""}""", "https://kubernetes.default.svc")]
    [InlineData("""{"bearerToken":""}""", "https://kubernetes.default.svc/")]
    [InlineData("""{"bearerToken":"t"}""", "https://kubernetes.default.svc.cluster.local")]
    [InlineData("""{"bearerToken":"t"}""", "https://KUBERNETES.DEFAULT")]
    [InlineData("""{"bearerToken":"t","proxyUrl":"http://192.0.2.1"}""", "https://192.0.2.74:6443")]
    [InlineData("""{"bearerToken":"t","PROXYurl":"http://192.0.2.1"}""", "https://192.0.2.74:6443")]
    [InlineData("""{"awsAuthConfig":{"clusterName":"a"},"proxyUrl":"http://192.0.2.1"}""", "https://a.gr7.eu-west-2.eks.amazonaws.com")]
    public async Task A_connection_to_argo_cds_own_cluster_or_through_a_proxy_is_refused(string config, string server) => Assert.StartsWith(
        "the connection leads to the cluster of Argo CD, or through a proxy",
        await AnswerAsync(Registration(config, server)),
        StringComparison.Ordinal);

    // Nothing names the objects of such a request. A policy that cannot be evaluated denies it.
    [Theory]
    [InlineData("secrets")]
    [InlineData("leases")]
    public async Task A_deletion_that_names_no_object_is_denied(string resource) => Assert.NotNull((await PoliciesAsync()).Denial(new()
    {
        Operation = "DELETE",
        ApiGroup = resource == "leases" ? "coordination.k8s.io" : "",
        Resource = resource,
        Namespace = "argocd",
        User = User,
    }));

    [Theory]
    [InlineData("CREATE")]
    [InlineData("UPDATE")]
    [InlineData("DELETE")]
    public async Task The_lease_of_another_cluster_can_be_neither_written_nor_deleted(string operation)
    {
        var policies = await PoliciesAsync();

        Assert.Null(policies.Denial(Lease("cluster-azure-dev")));
        Assert.NotNull(policies.Denial(Lease("cluster-aws-prd")));

        AdmissionRequest Lease(string name)
        {
            var lease = JsonNode.Parse($$"""{ "metadata": { "name": "{{name}}" }, "spec": {} }""")!;
            return new()
            {
                Operation = operation,
                ApiGroup = "coordination.k8s.io",
                Resource = "leases",
                Namespace = "argocd",
                User = User,
                Object = operation == "DELETE" ? null : lease,
                OldObject = operation == "CREATE" ? null : lease,
            };
        }
    }

    [Theory]
    [InlineData("""{"bearerToken":"t22","execProviderConfi\u0067":{"command":"sh"}}""")]
    [InlineData("""{"bearerToken":"t","execProviderConſig":{"command":"sh"}}""")]
    public async Task A_key_that_only_a_parser_recognises_is_refused(string config) => Assert.StartsWith(
        "the connection is not plain ASCII text", await AnswerAsync(Registration(config)), StringComparison.Ordinal);

    // https://github.com/kubernetes/apiserver/blob/v0.36.1/pkg/apis/cel/config.go and cel-go's interpreter/runtimecost.go
    [Fact]
    public async Task No_expression_exceeds_the_limit_of_the_api_server_even_for_a_connection_of_six_kilobytes()
    {
        const double limit = 1_000_000, textLength = 8_000;
        var expressions = Assert.Single((await PoliciesAsync()).All).At("spec.validations")!.AsArray()
            .Select(validation => (string)validation!["expression"]!);

        Assert.All(expressions, expression =>
        {
            var patterns = Pattern().Matches(expression).Select(match => match.Groups[1].Value);
            Assert.InRange(patterns.Sum(pattern => Math.Ceiling((1 + textLength) * 0.1) * Math.Ceiling(pattern.Length * 0.25)), 0, limit);
        });
    }

    [Theory]
    [InlineData("UPDATE", """{"k3s-stg":"organization/k8tre/other","aws-prd":"a/b/c"}""", true)]
    [InlineData("UPDATE", """{"aws-prd":"a/b/c"}""", true)]
    [InlineData("UPDATE", """{"k3s-stg":"organization/k8tre/other"}""", false)]
    [InlineData("UPDATE", """{"k3s-stg":"x/y/z","aws-prd":"a/b/c"}""", false)]
    [InlineData("UPDATE", """{"aws-prd":"organization/k8tre/other"}""", false)]
    [InlineData("UPDATE", """{"aws-prd":"a/b/c","k3s-dev":"organization/k8tre/other"}""", false)]
    [InlineData("CREATE", """{"k3s-stg":"organization/k8tre/other"}""", false)]
    public async Task A_registrar_writes_only_its_own_lines(string operation, string data, bool isAllowed)
    {
        var denial = (await PoliciesAsync()).Denial(new()
        {
            Operation = operation,
            Resource = "configmaps",
            Namespace = "argocd",
            User = User,
            Object = new JsonObject { ["metadata"] = new JsonObject { ["name"] = Dependants.ListName }, ["data"] = JsonNode.Parse(data) },
            OldObject = operation == "CREATE" ? null : JsonNode.Parse("""{"data":{"aws-prd":"a/b/c"}}"""),
        });

        Assert.Equal(isAllowed, denial is null);
    }

    private static Output<string> Of(string value) => Output.Create(value);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // The server's address is short.
    [GeneratedRegex(@"data\['config'\]\.matches\('([^']*)'\)")]
    private static partial Regex Pattern();
}
