using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Backup;
using Pulumi.Aws.Backup.Inputs;
using NativePlan = Pulumi.Aws.Backup.Plan;
using NativePlanArgs = Pulumi.Aws.Backup.PlanArgs;

namespace K8tre.Components.Aws.Backup;

/// <summary>Inputs of <see cref="ClusterBackup"/>.</summary>
public sealed record ClusterBackupArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the vault and of the plan: letters, digits, dashes and underscores, 2 to 50.</summary>
    public required string PlanName { get; init; }

    /// <summary>ARN of the key that encrypts backups: another one than that of what they hold, or both are lost with it.</summary>
    public required Input<string> Key { get; init; }

    /// <summary>ARNs of what is backed up besides all that <see cref="ClusterBackup.Tags"/> mark. Default: nothing.</summary>
    public IReadOnlyList<Input<string>> Resources { get; init; } = [];

    /// <summary>Hour at which the daily backup starts, 0 to 23, UTC. Default: 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None of a day.</exception>
    public int StartHour
    {
        get;
        init => field = value is >= 0 and <= 23 ? value : throw new ArgumentOutOfRangeException(nameof(StartHour), value, "supply 0 to 23");
    } = 2;

    /// <summary>Days that daily backups are kept, at least 1. Default: 35.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer.</exception>
    public int DailyDays
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(DailyDays), value, "supply at least 1");
    } = 35;

    /// <summary>Days that the backups of the first of each month are kept, at least 1. Default: 365.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer.</exception>
    public int MonthlyDays
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MonthlyDays), value, "supply at least 1");
    } = 365;

    /// <summary>
    /// Whether AWS refuses whoever wants a backup away before its time, until somebody with the right to do so takes the lock away. Default: false.
    /// </summary>
    public bool IsLocked { get; init; }
}

/// <summary>
/// Backups of research data, every day and every month, in a vault out of which nothing is deleted by hand. They stay when the platform goes.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html</remarks>
public sealed class ClusterBackup : ComponentResource
{
    // Minutes: backups begin within the first, and are given up after the second.
    private const int StartWindow = 60, CompletionWindow = 480;

    /// <summary>Makes the vault and the plan.</summary>
    public ClusterBackup(string name, ClusterBackupArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ClusterBackup", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var vault = new Vault(name, new() { Name = args.PlanName, KmsKeyArn = args.Key }, new() { Parent = this, Protect = true, RetainOnDelete = true });
        var policy = new VaultPolicy(
            $"{name}-policy", new() { BackupVaultName = vault.Name, Policy = vault.Arn.Apply(DenyDeletion) }, inside);
        if (args.IsLocked)
        {
            // No days to change one's mind: with them the lock would be for ever, and the vault with it.
            _ = new VaultLockConfiguration($"{name}-lock", new()
            {
                BackupVaultName = vault.Name,
                MinRetentionDays = Math.Min(args.DailyDays, args.MonthlyDays),
                MaxRetentionDays = Math.Max(args.DailyDays, args.MonthlyDays),
            }, inside);
        }

        var role = new IamRole($"{name}-role", new()
        {
            Scope = args.Scope,
            Description = "AWS Backup reads what it backs up, and restores it",
            Trust = PolicyDocument.Trust(PolicyPrincipal.Service("backup")),
            AwsPolicies = ["service-role/AWSBackupServiceRolePolicyForBackup", "service-role/AWSBackupServiceRolePolicyForRestores"],
        }, new() { Parent = this });

        var plan = new NativePlan($"{name}-plan", new NativePlanArgs
        {
            Name = args.PlanName,
            Rules =
            {
                Rule("daily", $"cron(0 {args.StartHour} * * ? *)", args.DailyDays),
                Rule("monthly", $"cron(0 {args.StartHour} 1 * ? *)", args.MonthlyDays),
            },
        }, inside);
        var tag = Tags(args.PlanName).Single();
        _ = new Selection($"{name}-selection", new()
        {
            Name = args.PlanName,
            PlanId = plan.Id,
            IamRoleArn = role.Arn,
            Resources = args.Resources.ToArray(),
            SelectionTags = { new SelectionSelectionTagArgs { Type = "STRINGEQUALS", Key = tag.Key, Value = tag.Value } },
        }, inside);

        VaultArn = Output.Tuple(vault.Arn, policy.Id).Apply(ready => ready.Item1);

        RegisterOutputs();

        PlanRuleArgs Rule(string rule, string schedule, int days) => new()
        {
            RuleName = rule,
            TargetVaultName = vault.Name,
            Schedule = schedule,
            StartWindow = StartWindow,
            CompletionWindow = CompletionWindow,
            Lifecycle = new PlanRuleLifecycleArgs { DeleteAfter = days },
        };
    }

    /// <summary>ARN of the vault. Known once nobody may delete out of it.</summary>
    [Output("vaultArn")]
    public Output<string> VaultArn { get; private set; }

    /// <summary>The tag by which a plan finds what it backs up.</summary>
    /// <param name="planName">Name of the plan.</param>
    public static IReadOnlyDictionary<string, string> Tags(string planName) => new Dictionary<string, string> { ["k8tre/backup"] = planName };

    // Backups go when their time is over, and not before: who breaks in deletes those first.
    private static Output<string> DenyDeletion(string vault) => PolicyDocument.Json(new PolicyStatement
    {
        Sid = "NobodyDeletes",
        Denies = true,
        Principals = [PolicyPrincipal.Anyone],
        Actions = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
        Resources = [vault],
    });
}
