using System.Globalization;
using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Egress;
using Pulumi.AzureNative.App;
using Pulumi.AzureNative.App.Inputs;

namespace K8tre.Components.Azure.Pipelines;

/// <summary>
/// Runs a repository's workflows inside the hub, from where private clusters are reached. It is there while a job waits for it and costs nothing else;
/// nobody connects to it.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/container-apps/tutorial-ci-cd-runners-jobs,
/// https://learn.microsoft.com/azure/container-apps/use-azure-firewall
/// </remarks>
public sealed class PipelineRunner : ComponentResource
{
    // The profile that is billed by the second, and the most that it gives to one container.
    private const string Profile = "Consumption", Memory = "8Gi";
    private const double Cores = 4;

    private const string AppKey = "github-app-key";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    /// <summary>Makes the environment and the job.</summary>
    public PipelineRunner(string name, PipelineRunnerArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PipelineRunner", name, options)
    {
        // Two, so that a workflow can use neither the App's key nor the registry: Azure hands the first to no code.
        var starter = new UserAssignedIdentity($"{name}-starter", args.Scope, new Dictionary<string, (BuiltInRole, Input<string>)>
        {
            ["image"] = (BuiltInRole.AcrPull, args.Registry.Id),
            ["key"] = (BuiltInRole.KeyVaultSecretsUser, args.App.Vault),
        }, new() { Parent = this });
        var deployer = new UserAssignedIdentity($"{name}-deployer", args.Scope, new Dictionary<string, (BuiltInRole, Input<string>)>(), new() { Parent = this });
        _ = new PipelineAccess($"{name}-access", args.Scope, deployer.PrincipalId, args.Groups, new() { Parent = this });
        (ClientId, PrincipalId) = (deployer.ClientId, deployer.PrincipalId);

        var environment = new ManagedEnvironment($"{name}-environment", new()
        {
            EnvironmentName = $"cae-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            VnetConfiguration = new VnetConfigurationArgs { InfrastructureSubnetId = args.Subnet, Internal = true },
            PublicNetworkAccess = PublicNetworkAccess.Disabled,
            ZoneRedundant = args.IsZoneRedundant,
            WorkloadProfiles = { new WorkloadProfileArgs { Name = Profile, WorkloadProfileType = Profile } },
            // By a diagnostic setting, since the workspace's shared keys open nothing.
            AppLogsConfiguration = new AppLogsConfigurationArgs { Destination = "azure-monitor" },
        }, new() { Parent = this });
        args.Logs.Collect($"{name}-logs", environment.Id, "ContainerAppConsoleLogs", "ContainerAppSystemLogs");

        _ = new Job(name, new()
        {
            JobName = name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            EnvironmentId = environment.Id,
            WorkloadProfileName = Profile,
            Identity = new ManagedServiceIdentityArgs { Type = ManagedServiceIdentityType.UserAssigned, UserAssignedIdentities = { starter.Id, deployer.Id } },
            Configuration = Configuration(args, starter, deployer),
            Template = new JobTemplateArgs
            {
                Containers =
                {
                    new ContainerArgs
                    {
                        Name = "runner",
                        Image = Output.Format($"{args.Registry.LoginServer}/{args.Image}"),
                        Resources = new ContainerResourcesArgs { Cpu = Cores, Memory = Memory },
                        Env = Variables(args, deployer).ToArray(),
                    },
                },
            },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <summary>Client id of the identity as which workflows deploy.</summary>
    [Output("clientId")]
    public Output<string> ClientId { get; private set; }

    /// <summary>Object id of that identity: what it needs besides, like the account with Pulumi's state, is granted to it.</summary>
    [Output("principalId")]
    public Output<string> PrincipalId { get; private set; }

    /// <summary>What its subnet reaches besides <see cref="AzureEgress.Pipelines"/>: the vault with the App's key, from where the platform of jobs reads it.</summary>
    /// <param name="keySecret">URL of the secret.</param>
    public static EgressRule KeyEgress(string keySecret) => new(
        "app-key", "jobs start with the private key of the GitHub App", new("https://learn.microsoft.com/azure/container-apps/use-azure-firewall"), new Uri(keySecret).Host);

    private static JobConfigurationArgs Configuration(
        PipelineRunnerArgs args, UserAssignedIdentity starter, UserAssignedIdentity deployer) => new()
        {
            TriggerType = TriggerType.Event,
            ReplicaTimeout = (int)args.Timeout.TotalSeconds,
            // A deployment that failed is not begun again behind its author's back.
            ReplicaRetryLimit = 0,
            Registries = { new RegistryCredentialsArgs { Server = args.Registry.LoginServer, Identity = starter.Id } },
            Secrets = { new SecretArgs { Name = AppKey, KeyVaultUrl = args.App.KeySecret, Identity = starter.Id } },
            IdentitySettings =
        {
            new IdentitySettingsArgs { Identity = starter.Id, Lifecycle = IdentitySettingsLifeCycle.None },
            new IdentitySettingsArgs { Identity = deployer.Id, Lifecycle = IdentitySettingsLifeCycle.Main },
        },
            EventTriggerConfig = new JobConfigurationEventTriggerConfigArgs
            {
                Parallelism = 1,
                ReplicaCompletionCount = 1,
                Scale = new JobScaleArgs
                {
                    MinExecutions = 0,
                    MaxExecutions = args.MaxJobs,
                    PollingInterval = (int)Poll.TotalSeconds,
                    Rules =
                {
                    new JobScaleRuleArgs
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
                    },
                },
                },
            },
        };

    private static IEnumerable<EnvironmentVarArgs> Variables(PipelineRunnerArgs args, UserAssignedIdentity deployer)
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
            // The image forgets the App's key before the workflow's first step.
            ("UNSET_CONFIG_VARS", "true"),
            // As whom Pulumi's provider, its state and kubelogin sign in: https://www.pulumi.com/registry/packages/azure-native/installation-configuration/
            ("ARM_USE_MSI", "true"),
            ("ARM_CLIENT_ID", deployer.ClientId),
            ("ARM_SUBSCRIPTION_ID", args.Scope.SubscriptionId),
            ("ARM_TENANT_ID", args.Scope.TenantId),
            ("AZURE_CLIENT_ID", deployer.ClientId),
        };
        foreach (var (name, value) in plain)
            yield return new() { Name = name, Value = value };
    }
}
