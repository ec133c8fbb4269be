using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Backup;

/// <summary>Inputs of <see cref="BackupRole"/>.</summary>
public sealed record BackupRoleArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the role, if others must know it beforehand. Default: a unique name.</summary>
    public string? RoleName { get; init; }
}

/// <summary>Role with which AWS Backup reads what it backs up, and restores it.</summary>
/// <remarks>https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html</remarks>
public sealed class BackupRole : ComponentResource
{
    /// <summary>Creates the role.</summary>
    public BackupRole(string name, BackupRoleArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:BackupRole", name, options)
    {
        Arn = new IamRole($"{name}-role", new()
        {
            Scope = args.Scope,
            RoleName = args.RoleName,
            Description = "AWS Backup reads what it backs up, and restores it",
            Trust = PolicyDocument.Trust(PolicyPrincipal.Service("backup")),
            AwsPolicies = ["service-role/AWSBackupServiceRolePolicyForBackup", "service-role/AWSBackupServiceRolePolicyForRestores"],
        }, new() { Parent = this }).Arn;

        RegisterOutputs();
    }

    /// <summary>ARN of the role. Resources that use the role depend on this component, so that its policies exist first.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }
}
