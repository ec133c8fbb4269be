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
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the plan, letters, digits, dashes and underscores, 1 to 50. It also selects what is backed up.</summary>
    public required string PlanName { get; init; }

    /// <summary>
    /// ARN of the KMS key that encrypts backups. It differs from the key of their source, or both would be lost with one key.
    /// </summary>
    public required Input<string> Key { get; init; }

    /// <summary>
    /// ARN of the role with which AWS Backup reads and restores. Default: none; the component creates a <see cref="BackupRole"/>.
    /// </summary>
    public Input<string>? Role { get; init; }

    /// <summary>ARNs of resources to back up besides those with <see cref="ClusterBackup.Tags"/>. Default: none.</summary>
    public IReadOnlyList<Input<string>> Resources { get; init; } = [];

    /// <summary>Hour at which the daily backup starts, 0 to 23, UTC. Default: 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    public int StartHour
    {
        get;
        init => field = value is >= 0 and <= 23 ? value : throw new ArgumentOutOfRangeException(nameof(StartHour), value, "supply 0 to 23");
    } = 2;

    /// <summary>Days that daily backups are kept, at least 1. Default: 35.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int DailyDays
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(DailyDays), value, "supply at least 1");
    } = 35;

    /// <summary>Days that the backups of the first day of each month are kept, at least 1. Default: 365.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MonthlyDays
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MonthlyDays), value, "supply at least 1");
    } = 365;

    /// <summary>
    /// Indicates that AWS refuses to delete a backup before its time, until a principal with the permission removes the lock. Default:
    /// false.
    /// </summary>
    public bool IsLocked { get; init; }
}

/// <summary>
/// Daily and monthly backups of research data in a vault that denies manual deletion. The backups are retained when the platform is
/// deleted, and with them the policy of the vault. The next deployment creates another vault.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html</remarks>
public sealed class ClusterBackup : ComponentResource
{
    // Minutes: backups start within the first, and are cancelled after the second.
    private const int StartWindow = 60, CompletionWindow = 480;

    /// <summary>Creates the vault and the plan.</summary>
    public ClusterBackup(string name, ClusterBackupArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ClusterBackup", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var kept = new CustomResourceOptions { Parent = this, RetainOnDelete = true };
        // Pulumi chooses the name: the vault of an earlier deployment of the platform may still exist.
        var vault = new Vault(name, new() { KmsKeyArn = args.Key }, new() { Parent = this, Protect = true, RetainOnDelete = true });
        _ = new VaultPolicy($"{name}-policy", new() { BackupVaultName = vault.Name, Policy = DenyDeletion(args.Scope) }, kept);
        if (args.IsLocked)
        {
            // Without a grace period: with one, the lock and the vault would be permanent.
            _ = new VaultLockConfiguration($"{name}-lock", new()
            {
                BackupVaultName = vault.Name,
                MinRetentionDays = Math.Min(args.DailyDays, args.MonthlyDays),
                MaxRetentionDays = Math.Max(args.DailyDays, args.MonthlyDays),
            }, kept);
        }

        var role = args.Role is null ? new BackupRole($"{name}-service", new() { Scope = args.Scope }, new() { Parent = this }) : null;

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
            IamRoleArn = args.Role ?? role!.Arn,
            Resources = args.Resources.ToArray(),
            SelectionTags = { new SelectionSelectionTagArgs { Type = "STRINGEQUALS", Key = tag.Key, Value = tag.Value } },
        }, new() { Parent = this, DependsOn = [.. new Resource?[] { role }.OfType<Resource>()] });
        VaultArn = vault.Arn;

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

    /// <summary>ARN of the vault.</summary>
    [Output("vaultArn")]
    public Output<string> VaultArn { get; private set; }

    /// <summary>Returns the tag that selects resources for a plan.</summary>
    /// <param name="planName">Name of the plan.</param>
    public static IReadOnlyDictionary<string, string> Tags(string planName) =>
        new Dictionary<string, string> { ["k8tre/backup"] = planName };

    // Attackers delete backups first. They expire at the end of their retention only. AWS checks these actions on recovery points, which
    // have the ARN of a snapshot for a disk: https://docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html
    private static Output<string> DenyDeletion(AwsScope scope) => PolicyDocument.Json(new PolicyStatement
    {
        Sid = "NobodyDeletes",
        Denies = true,
        Principals = [PolicyPrincipal.Anyone],
        Actions =
        [
            "backup:DeleteRecoveryPoint", "backup:DisassociateRecoveryPoint", "backup:UpdateRecoveryPointLifecycle",
        ],
        Resources = [scope.Arn("backup", "recovery-point:*"), $"arn:{scope.Partition}:ec2:{scope.Region}::snapshot/*"],
    });
}
