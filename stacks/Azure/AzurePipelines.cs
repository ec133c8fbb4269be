using K8tre.Components.Azure.Pipelines;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Azure;

namespace K8tre.Stacks.Azure;

/// <summary>Inputs of <see cref="AzurePipelines"/>.</summary>
internal sealed record AzurePipelinesArgs
{
    /// <summary>Name of the platform.</summary>
    public required string Platform { get; init; }

    /// <summary>Settings of the pipelines.</summary>
    public required AzurePipelineSettings Pipelines { get; init; }

    /// <summary>Landing zone of the platform.</summary>
    public required AzureLandingZone LandingZone { get; init; }

    /// <summary>Ids of the platform's resource groups by name.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Groups { get; init; }

    /// <summary>Indicates that the runner is zone redundant.</summary>
    public required bool IsZoneRedundant { get; init; }
}

/// <summary>
/// Access for pipelines that deploy the platform: an identity of the repository's environment or of another stack, and a runner in the hub.
/// </summary>
internal sealed class AzurePipelines : ComponentResource
{
    /// <summary>Creates the access.</summary>
    public AzurePipelines(string name, AzurePipelinesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:AzurePipelines", name, options)
    {
        var scope = args.LandingZone.Scope;
        if (args.Pipelines.PrincipalId is { } principal)
        {
            _ = new PipelineAccess(
                $"{args.Platform}-pipelines", new()
                {
                    Scope = scope,
                    PrincipalId = principal,
                    Groups = args.Groups,
                }, new() { Parent = this });
        }
        else
        {
            var identity = new PipelineIdentity($"{args.Platform}-pipelines", new()
            {
                Scope = scope,
                Repository = GitHubRepository.Parse(args.Pipelines.Repository!),
                Environment = args.Pipelines.Environment!,
                Groups = args.Groups,
            }, new() { Parent = this });
            (ClientId, PrincipalId) = (identity.ClientId, identity.PrincipalId);
        }
        if (args.Pipelines.Runner is { } runner)
            _ = new PipelineRunner($"{args.Platform}-runner", Runner(args, runner), new() { Parent = this });

        RegisterOutputs();
    }

    /// <summary>Client id of the identity with which pipelines deploy. Null: the identity belongs to another stack.</summary>
    public Output<string>? ClientId { get; }

    /// <summary>Object id of that identity.</summary>
    public Output<string>? PrincipalId { get; }

    private static PipelineRunnerArgs Runner(AzurePipelinesArgs args, AzureRunnerSettings runner) => new()
    {
        Scope = args.LandingZone.Scope,
        Subnet = args.LandingZone.OwnHub!.PipelinesSubnet!,
        IsZoneRedundant = args.IsZoneRedundant,
        Registry = args.LandingZone.Registry!,
        Image = runner.Image,
        Repository = GitHubRepository.Parse(args.Pipelines.Repository!),
        Labels = [args.Platform],
        App = new(runner.AppId, runner.InstallationId) { Vault = runner.KeyVault, KeySecret = runner.KeySecret },
        LogWorkspace = args.LandingZone.Logs.Id,
    };
}
