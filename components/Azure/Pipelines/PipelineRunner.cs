using System.Globalization;
using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Egress;
using Pulumi.AzureNative.App;
using Pulumi.AzureNative.App.Inputs;

namespace K8tre.Components.Azure.Pipelines;

/// <summary>
/// Self-hosted runner for a repository's workflows in the hub, from which private clusters are reachable. It runs only while a job waits or
/// runs, and accepts no connections. Jobs get no identity from it: a job that deploys signs in with the federated credential of
/// <see cref="PipelineIdentity"/>.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/container-apps/tutorial-ci-cd-runners-jobs,
/// https://learn.microsoft.com/azure/container-apps/use-azure-firewall
/// </remarks>
public sealed class PipelineRunner : ComponentResource
{
    // The profile is billed by the second. The values are its maximum for one container.
    private const string Profile = "Consumption", Memory = "8Gi";
    private const double Cores = 4;

    private const string AppKey = "github-app-key";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    /// <summary>Creates the Container Apps environment, the job and the identity that starts it.</summary>
    public PipelineRunner(string name, PipelineRunnerArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PipelineRunner", name, options)
    {
        // A workflow must not use the app's key or the registry: Azure does not give this identity to the code of jobs.
        var starter = new UserAssignedIdentity($"{name}-starter", new()
        {
            Scope = args.Scope,
            Roles = new Dictionary<string, (BuiltInRole, Input<string>)>
            {
                ["image"] = (BuiltInRole.AcrPull, args.Registry.Id),
                ["key"] = (BuiltInRole.KeyVaultSecretsUser, args.App.Vault),
            },
        }, new() { Parent = this });

        var environment = new ManagedEnvironment($"{name}-environment", new()
        {
            EnvironmentName = $"cae-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            VnetConfiguration = new VnetConfigurationArgs { InfrastructureSubnetId = args.Subnet, Internal = true },
            PublicNetworkAccess = PublicNetworkAccess.Disabled,
            ZoneRedundant = args.IsZoneRedundant,
            WorkloadProfiles = { new WorkloadProfileArgs { Name = Profile, WorkloadProfileType = Profile } },
            // Logs go through a diagnostic setting: the shared keys of the workspace are disabled.
            AppLogsConfiguration = new AppLogsConfigurationArgs { Destination = "azure-monitor" },
        }, new() { Parent = this });
        _ = new DiagnosticLogs($"{name}-logs", new()
        {
            Resource = environment.Id,
            Workspace = args.LogWorkspace,
            Categories = ["ContainerAppConsoleLogs", "ContainerAppSystemLogs"],
        }, new() { Parent = this });

        _ = new Job(name, new()
        {
            JobName = name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            EnvironmentId = environment.Id,
            WorkloadProfileName = Profile,
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ManagedServiceIdentityType.UserAssigned,
                UserAssignedIdentities = { starter.Id },
            },
            Configuration = Configuration(args, starter),
            Template = new JobTemplateArgs
            {
                Containers =
                {
                    new ContainerArgs
                    {
                        Name = "runner",
                        Image = Output.Format($"{args.Registry.LoginServer}/{args.Image}"),
                        Resources = new ContainerResourcesArgs { Cpu = Cores, Memory = Memory },
                        Env = Variables(args).ToArray(),
                    },
                },
            },
            // The job pulls its image and reads the app's key.
        }, new() { Parent = this, DependsOn = { starter, args.Registry } });

        RegisterOutputs();
    }

    /// <summary>Returns the egress rule of the runner's subnet for the key vault, from which Container Apps reads the app's key.</summary>
    /// <param name="keySecret">URL of the secret.</param>
    public static EgressRule KeyEgress(string keySecret) => new(
        "app-key", "jobs start with the private key of the GitHub App",
        new("https://learn.microsoft.com/azure/container-apps/use-azure-firewall"), new Uri(keySecret).Host);

    private static JobConfigurationArgs Configuration(PipelineRunnerArgs args, UserAssignedIdentity starter) => new()
    {
        TriggerType = TriggerType.Event,
        ReplicaTimeout = (int)args.Timeout.TotalSeconds,
        // A failed deployment is not repeated without its author.
        ReplicaRetryLimit = 0,
        Registries = { new RegistryCredentialsArgs { Server = args.Registry.LoginServer, Identity = starter.Id } },
        Secrets = { new SecretArgs { Name = AppKey, KeyVaultUrl = args.App.KeySecret, Identity = starter.Id } },
        IdentitySettings = { new IdentitySettingsArgs { Identity = starter.Id, Lifecycle = IdentitySettingsLifeCycle.None } },
        EventTriggerConfig = new JobConfigurationEventTriggerConfigArgs
        {
            Parallelism = 1,
            ReplicaCompletionCount = 1,
            Scale = new JobScaleArgs
            {
                MinExecutions = 0,
                MaxExecutions = args.MaxJobs,
                PollingInterval = (int)Poll.TotalSeconds,
                Rules = { WaitingJobs(args) },
            },
        },
    };

    private static JobScaleRuleArgs WaitingJobs(PipelineRunnerArgs args) => new()
    {
        Name = "waiting-jobs",
        Type = "github-runner",
        Metadata = Output.Create<object>(new Dictionary<string, object>
        {
            ["runnerScope"] = "repo",
            ["owner"] = args.Repository.Owner,
            ["repos"] = args.Repository.Name,
            ["labels"] = string.Join(',', args.Labels),
            ["applicationID"] = args.App.ApplicationId,
            ["installationID"] = args.App.InstallationId,
            ["targetWorkflowQueueLength"] = 1.ToString(CultureInfo.InvariantCulture),
        }),
        Auth = { new ScaleRuleAuthArgs { SecretRef = AppKey, TriggerParameter = "appKey" } },
    };

    private static IEnumerable<EnvironmentVarArgs> Variables(PipelineRunnerArgs args)
    {
        yield return new() { Name = "APP_PRIVATE_KEY", SecretRef = AppKey };
        var plain = new (string Name, Input<string> Value)[]
        {
            ("APP_ID", args.App.ApplicationId),
            ("RUNNER_SCOPE", "repo"),
            ("REPO_URL", args.Repository.Url.ToString()),
            ("LABELS", string.Join(',', args.Labels)),
            ("EPHEMERAL", "true"),
            ("DISABLE_AUTO_UPDATE", "true"),
            // The image removes the app's key from its environment before the first step of the workflow.
            ("UNSET_CONFIG_VARS", "true"),
        };
        foreach (var (name, value) in plain)
            yield return new() { Name = name, Value = value };
    }
}
