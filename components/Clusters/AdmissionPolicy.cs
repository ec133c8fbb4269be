using Pulumi.Kubernetes.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Types.Inputs.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.Clusters;

/// <summary>Inputs of <see cref="AdmissionPolicy"/>.</summary>
public sealed record AdmissionPolicyArgs
{
    /// <summary>Name of the policy and of its binding in the cluster.</summary>
    public required string PolicyName { get; init; }

    /// <summary>Requests that the policy looks at.</summary>
    public required IReadOnlyList<AdmissionRule> Rules { get; init; }

    /// <summary>Conditions that all hold for the requests that the policy judges, CEL by name.</summary>
    /// <remarks>
    /// They name users and objects. A rule's resource names would not match <c>deletecollection</c>, whose requests have no name.
    /// </remarks>
    public required IReadOnlyDictionary<string, Input<string>> Conditions { get; init; }

    /// <summary>Expressions that hold for every allowed request.</summary>
    public required IReadOnlyList<AdmissionValidation> Validations { get; init; }

    /// <summary>Namespace of the objects. Default: all namespaces, and objects without one.</summary>
    public Input<string>? Namespace { get; init; }

    /// <summary>ConfigMap that expressions call <c>params</c>. Without it, the policy allows everything. Default: none.</summary>
    public AdmissionParameter? Parameter { get; init; }

    /// <summary>Resources that must exist first. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>Kind of requests that an admission policy looks at.</summary>
/// <param name="ApiGroup">API group. The empty string is the core group.</param>
/// <param name="Resources">Resources of the group, with subresources such as <c>pods/exec</c>.</param>
/// <param name="Operations"><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>CONNECT</c>.</param>
public sealed record AdmissionRule(string ApiGroup, IReadOnlyList<string> Resources, params IReadOnlyList<string> Operations);

/// <summary>Expression that holds for every allowed request.</summary>
/// <param name="Expression">CEL expression.</param>
/// <param name="Message">Answer to a refused request, if it has no <paramref name="MessageExpression"/>.</param>
/// <param name="MessageExpression">CEL expression of the answer, on one line. Default: none.</param>
public sealed record AdmissionValidation(Input<string> Expression, string Message, string? MessageExpression = null);

/// <summary>ConfigMap that an admission policy reads.</summary>
/// <param name="Name">Name of the ConfigMap.</param>
/// <param name="Namespace">Namespace of the ConfigMap.</param>
public sealed record AdmissionParameter(string Name, Input<string> Namespace);

/// <summary>Admission policy that denies requests, also if an expression cannot be evaluated.</summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/</remarks>
public sealed class AdmissionPolicy : ComponentResource
{
    /// <summary>Creates the policy and its binding in the cluster of the inherited provider.</summary>
    public AdmissionPolicy(string name, AdmissionPolicyArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:clusters:AdmissionPolicy", name, options)
    {
        var policy = new ValidatingAdmissionPolicy(name, new ValidatingAdmissionPolicyArgs
        {
            Metadata = new ObjectMetaArgs { Name = args.PolicyName },
            Spec = Specification(args),
        }, new() { Parent = this, DependsOn = [.. args.DependsOn] });
        var binding = new ValidatingAdmissionPolicyBindingSpecArgs
        {
            PolicyName = policy.Metadata.Apply(metadata => metadata.Name),
            ValidationActions = "Deny",
        };
        if (args.Parameter is { } parameter)
        {
            binding.ParamRef = new ParamRefArgs
            {
                Name = parameter.Name,
                Namespace = parameter.Namespace,
                ParameterNotFoundAction = "Allow",
            };
        }
        _ = new ValidatingAdmissionPolicyBinding($"{name}-binding", new ValidatingAdmissionPolicyBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = args.PolicyName },
            Spec = binding,
        }, new() { Parent = this });

        RegisterOutputs();
    }

    private static ValidatingAdmissionPolicySpecArgs Specification(AdmissionPolicyArgs args)
    {
        var constraints = new MatchResourcesArgs
        {
            ResourceRules = args.Rules.Select(rule => new NamedRuleWithOperationsArgs
            {
                ApiGroups = rule.ApiGroup,
                ApiVersions = "*",
                Operations = rule.Operations.ToArray(),
                Resources = rule.Resources.ToArray(),
            }).ToArray(),
        };
        if (args.Namespace is not null)
        {
            constraints.NamespaceSelector = new LabelSelectorArgs
            {
                MatchLabels = { ["kubernetes.io/metadata.name"] = args.Namespace },
            };
        }
        var specification = new ValidatingAdmissionPolicySpecArgs
        {
            FailurePolicy = "Fail",
            MatchConstraints = constraints,
            MatchConditions = args.Conditions
                .Select(condition => new MatchConditionArgs { Name = condition.Key, Expression = condition.Value }).ToArray(),
            Validations = args.Validations.Select(Validation).ToArray(),
        };
        if (args.Parameter is not null)
            specification.ParamKind = new ParamKindArgs { ApiVersion = "v1", Kind = "ConfigMap" };
        return specification;
    }

    private static ValidationArgs Validation(AdmissionValidation validation)
    {
        var args = new ValidationArgs { Expression = validation.Expression, Message = validation.Message };
        if (validation.MessageExpression is not null)
            args.MessageExpression = validation.MessageExpression;
        return args;
    }
}
