using System.Text.Json;
using K8tre.Components.Aws.Iam;
using Pulumi.Aws.Ecr;
using Pulumi.Aws.Ecr.Inputs;
using Pulumi.Aws.SecretsManager;

namespace K8tre.Components.Aws.Storage;

/// <summary>Copies of public images: nodes need one registry, which no limit of others' and no image that was taken away stops.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html</remarks>
public sealed class PullThroughCache : ComponentResource
{
    private readonly EcrRegistryArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Makes the rules, and says how repositories shall be that they make.</summary>
    public PullThroughCache(string name, EcrRegistryArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PullThroughCache", name, options)
    {
        (_args, _inside) = (args, new() { Parent = this });
        var template = Template(name);
        var policy = new RegistryPolicy($"{name}-pullers", new() { Policy = Copying(args.Pullers) }, _inside);
        var rules = args.Upstreams().Select(upstream => Rule($"{name}-{upstream.Registry.Folder}", upstream.Registry, upstream.Login)).ToArray();
        Addresses = Output.All([template.Id, policy.Id, .. rules.Select(rule => rule.Id)]).Apply(_ => args.Upstreams().ToDictionary(
            upstream => upstream.Registry.Host, upstream => $"{args.Host}/{Folder(upstream.Registry)}"));

        RegisterOutputs();
    }

    /// <summary>Where the images of a public registry are to be had, by its host, like <c>quay.io</c>. Known once they are.</summary>
    public Output<Dictionary<string, string>> Addresses { get; }

    private string Repositories => _args.Scope.Arn("ecr", $"repository/{_args.Prefix}/*");

    private string Folder(RegistryUpstream registry) => $"{_args.Prefix}/{registry.Folder}";

    private PullThroughCacheRule Rule(string name, RegistryUpstream registry, RegistryAccount? login)
    {
        var rule = new PullThroughCacheRuleArgs { EcrRepositoryPrefix = Folder(registry), UpstreamRegistryUrl = registry.Url };
        if (login is not null)
            rule.CredentialArn = Credential(name, registry, login);
        return new(name, rule, _inside);
    }

    // ECR finds a login by this beginning of its name, and reads none that a key of ours encrypts:
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html
    private Output<string> Credential(string name, RegistryUpstream registry, RegistryAccount login)
    {
        var secret = new Secret($"{name}-login", new()
        {
            Name = $"ecr-pullthroughcache/{_args.Prefix}-{registry.Folder}",
            Description = $"Account at {registry.Host}",
        }, _inside);
        return new SecretVersion($"{name}-login-value", new()
        {
            SecretId = secret.Id,
            SecretString = Output.CreateSecret(login.AccessToken.Apply(token => JsonSerializer.Serialize(new { username = login.UserName, accessToken = token }))),
        }, _inside).SecretArn;
    }

    // Repositories are made when the first image of a name comes, and are as the template says then. Tags and a key of ours want a role:
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create-iam.html
    private RepositoryCreationTemplate Template(string name)
    {
        var role = new IamRole($"{name}-role", new()
        {
            Scope = _args.Scope,
            Description = "ECR makes repositories for copies of public images",
            Trust = PolicyDocument.Trust(PolicyPrincipal.Service("ecr")),
            Policies = new Dictionary<string, PolicyDocument> { ["create"] = Making(_args.Key) },
        }, new() { Parent = this });
        return new(name, new()
        {
            Prefix = _args.Prefix,
            Description = "Copies of public images",
            AppliedFors = { "PULL_THROUGH_CACHE" },
            CustomRoleArn = role.Arn,
            ImageTagMutability = EcrRegistry.Immutable,
            EncryptionConfigurations = { new RepositoryCreationTemplateEncryptionConfigurationArgs { EncryptionType = "KMS", KmsKey = _args.Key } },
            LifecyclePolicy = EcrRegistry.Lifecycle,
        }, _inside);
    }

    private PolicyDocument Making(Input<string> key) => new(
        new PolicyStatement { Sid = "MakeRepositories", Actions = ["ecr:CreateRepository", "ecr:TagResource", "ecr:PutLifecyclePolicy"], Resources = [Repositories] },
        new PolicyStatement { Sid = "EncryptImages", Actions = ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"], Resources = [key] });

    private Output<string> Copying(IEnumerable<Input<string>> pullers) => PolicyDocument.Json(new PolicyStatement
    {
        Sid = "CopyPublicImages",
        Principals = [.. pullers.Select(role => PolicyPrincipal.Identity(role))],
        Actions = ["ecr:CreateRepository", "ecr:BatchImportUpstreamImage"],
        Resources = [Repositories],
    });
}
