using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.PlanModel;

/// <summary>A small plan for tests.</summary>
internal static class SamplePlan
{
    public const string Stack = "urn:pulumi:dev::k8tre::pulumi:pulumi:Stack::k8tre-dev";
    public const string Argo = "urn:pulumi:dev::k8tre::k8tre:gitops:ArgoCd::argocd";

    /// <summary>A provider, and a component with two resources.</summary>
    public static Plan Small { get; } = new()
    {
        Project = "k8tre",
        Stack = "dev",
        Sdk = "offline",
        Resources =
        [
            Resource(Stack, "pulumi:pulumi:Stack", "k8tre-dev", custom: false),
            Resource($"{Stack}-provider", "pulumi:providers:kubernetes", "cluster", Stack),
            Resource(Argo, "k8tre:gitops:ArgoCd", "argocd", Stack, custom: false),
            Resource($"{Argo}-ns", "kubernetes:core/v1:Namespace", "argocd", Argo),
            Resource($"{Argo}-release", "kubernetes:helm.sh/v3:Release", "argocd[x]", Argo) with { Secrets = ["/inputs/values"] },
        ],
        Invokes = [new() { Token = "aws:index/getRegion:getRegion", Args = new() { ["region"] = "eu-west-2" } }],
        Outputs = new() { ["namespace"] = "argocd" },
        Environments =
        [
            new()
            {
                Name = "dev",
                Commit = "d9ff2e182c05ac1bf790a61a898ba843e96be827",
                Revision = "main",
                Needs =
                [
                    new()
                    {
                        Subject = "hosts",
                        Needed = "2",
                        Provided = "a list of 1 names",
                        Missing = ["one.example.org is not allowed"],
                    },
                ],
            },
        ],
        Changes = new()
        {
            Resources =
            [
                new()
                {
                    Action = ChangeAction.Create,
                    Urn = $"{Argo}-ns",
                    Type = "kubernetes:core/v1:Namespace",
                    Name = "argocd",
                    Properties = [],
                },
            ],
            Unchanged = 3,
            Undetermined = [],
            MaskedInputs = 0,
        },
    };

    private static PlanResource Resource(string urn, string type, string name, string? parent = null, bool custom = true) => new()
    {
        Urn = urn,
        Type = type,
        Name = name,
        Custom = custom,
        Parent = parent,
        Id = custom ? $"{name}-1" : null,
        Inputs = new() { ["text"] = "<é>", ["unknown"] = "[unknown]" },
        Outputs = new JsonObject(),
        Secrets = [],
        Dependencies = parent is null ? [] : [parent],
        PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["text"] = [Stack] },
        Options = new() { CustomTimeouts = new Dictionary<string, string> { ["create"] = "5m" } },
    };
}
