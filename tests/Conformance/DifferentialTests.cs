using System.Text.Json.Nodes;
using K8tre.Automation.Conformance;
using K8tre.PlanModel;

namespace K8tre.Tests.Conformance;

/// <summary>The comparison with what the official SDK sends, on plans that a binding with one defect would have made.</summary>
[Collection(NodePrograms.Name)]
public sealed class DifferentialTests
{
    private static readonly PlanOptions Kubernetes = new() { Version = "4.34.2" };

    private static readonly PlanResource Namespace = Resource(
        "kubernetes:core/v1:Namespace",
        "gitops",
        """{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "argocd" } }""",
        Kubernetes);

    private static readonly PlanResource Secret = Resource(
        "kubernetes:core/v1:Secret",
        "login",
        """{ "apiVersion": "v1", "kind": "Secret", "stringData": "[secret]" }""",
        Kubernetes with { AdditionalSecretOutputs = ["data", "stringData"] }) with
    {
        Secrets = ["/inputs/stringData"],
    };

    private static readonly PlanResource Command = Resource(
        "command:remote:Command",
        "prepare",
        """{ "connection": "[secret]", "create": "true", "triggers": ["[unknown]"] }""",
        new() { Version = "1.2.1", AdditionalSecretOutputs = ["connection", "stdout"], ReplaceOnChanges = ["triggers[*]"] }) with
    {
        Secrets = ["/inputs/connection"],
    };

    [OfficialPackagesFact]
    public async Task Requests_like_the_official_ones_have_no_differences()
    {
        var component = Resource("k8tre:network:Cilium", "cilium", "{}", new()) with { Custom = false };
        var child = Namespace with
        {
            Urn = "urn:pulumi:dev::sample::k8tre:network:Cilium$kubernetes:core/v1:Namespace::gitops",
            Parent = component.Urn,
            Dependencies = [Command.Urn, Secret.Urn],
            PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["metadata"] = [Command.Urn] },
        };

        Assert.Empty(await ProblemsAsync(Secret, Command, component, child));
    }

    [OfficialPackagesFact]
    public async Task A_default_that_the_binding_does_not_send_is_found()
    {
        var release = Resource("kubernetes:helm.sh/v3:Release", "cilium", """{ "chart": "cilium" }""", Kubernetes);

        var problem = Assert.Single(await ProblemsAsync(release));

        // The official class sends this constant, which tells its provider what the inputs mean.
        Assert.Equal("compat", problem.Path);
        Assert.Contains("\"true\"", problem.Message, StringComparison.Ordinal);
    }

    [OfficialPackagesFact]
    public async Task A_wrong_constant_is_found()
    {
        var inputs = (JsonObject)Namespace.Inputs.DeepClone();
        inputs["kind"] = "Namespaces";

        var problem = Assert.Single(await ProblemsAsync(Namespace with { Inputs = inputs }));

        Assert.Equal("kind", problem.Path);
    }

    [OfficialPackagesFact]
    public async Task A_secret_that_is_sent_in_the_clear_is_found()
    {
        var inputs = (JsonObject)Secret.Inputs.DeepClone();
        inputs["stringData"] = new JsonObject { ["password"] = "x" };

        var problem = Assert.Single(await ProblemsAsync(Secret with { Inputs = inputs, Secrets = [] }));

        Assert.Equal("stringData", problem.Path);
        Assert.Contains("the official SDK a secret", problem.Message, StringComparison.Ordinal);
    }

    [OfficialPackagesFact]
    public async Task A_secret_that_the_program_gives_stays_one()
    {
        var inputs = (JsonObject)Command.Inputs.DeepClone();
        inputs["create"] = "[secret]";

        Assert.Empty(await ProblemsAsync(Command with { Inputs = inputs, Secrets = ["/inputs/connection", "/inputs/create"] }));
    }

    [OfficialPackagesFact]
    public async Task Options_that_the_binding_does_not_add_are_found()
    {
        var problems = await ProblemsAsync(Command with { Options = new() });

        Assert.Equal(
            [
                "additionalSecretOutputs lacks connection, which the official SDK sends",
                "replaceOnChanges lacks triggers[*], which the official SDK sends",
                "version is not set; the official SDK sends 1.2.1",
            ],
            problems.Select(problem => problem.Message).Order(StringComparer.Ordinal));
    }

    [OfficialPackagesFact]
    public async Task A_resource_that_the_official_class_refuses_is_found_with_its_reason()
    {
        var problems = await ProblemsAsync(
            Resource("aws:ec2/subnet:Subnet", "lacking", "{}", new()), Resource("kubernetes:core/v1:Namespce", "misspelled", "{}", new()));

        Assert.Collection(
            problems,
            problem => Assert.Contains("Missing required property 'vpcId'", problem.Message, StringComparison.Ordinal),
            problem => Assert.Contains("no type kubernetes:core/v1:Namespce", problem.Message, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Problem>> ProblemsAsync(params PlanResource[] resources)
    {
        var plan = new Plan { Project = "sample", Stack = "dev", Sdk = "offline", Resources = resources, Invokes = [], Outputs = [] };
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.Create(file))
                PlanJson.Write(plan, stream);

            return (await Differential.RunAsync(plan, file, OfficialPackages.Installed, CancellationToken.None)).Problems;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static PlanResource Resource(string type, string name, string inputs, PlanOptions options) => new()
    {
        Urn = $"urn:pulumi:dev::sample::{type}::{name}",
        Type = type,
        Name = name,
        Custom = true,
        Parent = "urn:pulumi:dev::sample::pulumi:pulumi:Stack::sample-dev",
        Inputs = (JsonObject)JsonNode.Parse(inputs)!,
        Outputs = [],
        Secrets = [],
        Dependencies = [],
        PropertyDependencies = new Dictionary<string, IReadOnlyList<string>>(),
        Options = options,
    };
}
