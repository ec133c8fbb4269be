using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>Permissions of a pipeline on KMS keys: it manages and uses those with the platform's tag.</summary>
/// <param name="Scope">Account and region.</param>
/// <param name="Prefix">Prefix of the names of the platform's aliases, without the dash. It is also the value of the tag.</param>
internal sealed record PipelineKeyAccess(AwsScope Scope, string Prefix)
{
    private static readonly string[] Aliases = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"];

    private PolicyCondition Owned => PlatformTag.Has(Prefix);

    // Keys of public zones are in a region of their own. A pipeline does not encrypt with them.
    private Input<string>[] AllKeys => [Keys, Zone.Arn("kms", "key/*")];

    private Input<string> Keys => Scope.Arn("kms", "key/*");

    private AwsScope Zone => Scope with { Region = Scope.ZoneRegion };

    /// <summary>Returns the statements.</summary>
    public IEnumerable<PolicyStatement> Statements() =>
    [
        new()
        {
            Sid = "ChangeKeys",
            Actions = PipelineActions.Select(action =>
                PipelineActionKinds.IsOf(action, "kms") && PipelineActionKinds.Changes(action) && !PipelineActionKinds.Tags(action)),
            Resources = AllKeys,
            Conditions = [Owned],
        },
        new()
        {
            Sid = "TagKeys",
            Actions = ["kms:TagResource"],
            Resources = AllKeys,
            Conditions = [PlatformTag.Gives(Prefix), PlatformTag.HasOrLacks(Prefix)],
        },
        // The key of an alias needs the permission too, which the first statement gives.
        new()
        {
            Sid = "NameKeys",
            Actions = Aliases,
            Resources = [Scope.Arn("kms", $"alias/{Prefix}-*"), Zone.Arn("kms", $"alias/{Prefix}-*")],
        },
        new()
        {
            Sid = "EncryptThroughServices",
            Actions = PipelineActions.Select(PipelineActionKinds.Encrypts),
            Resources = [Keys],
            Conditions =
            [
                Owned,
                new(
                    "StringEquals",
                    "kms:ViaService",
                    [
                        .. new[] { "backup", "ecr", "elasticfilesystem", "network-firewall", "secretsmanager", "ssm" }
                            .Select(service => (Input<string>)$"{service}.{Scope.Region}.{Scope.DnsSuffix}"),
                    ]),
            ],
        },
        // EKS uses keys without a service in between. The alias exists before the cluster.
        new()
        {
            Sid = "LetClustersEncrypt",
            Actions = ["kms:CreateGrant"],
            Resources = [Keys],
            Conditions = [Owned, new("ForAnyValue:StringLike", "kms:ResourceAliases", $"alias/{Prefix}-*")],
        },
    ];
}
