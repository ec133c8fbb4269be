using K8tre.PlanModel;
using K8tre.Tests.Stacks;

namespace K8tre.Tests.Aws.Rights;

/// <summary>Plan of a platform on AWS with every component that has a role or a policy. Made once for all tests that look at it.</summary>
public sealed class FullAwsPlan : IAsyncLifetime
{
    private const string Stack = """
        config:
          k8tre:platform:
            name: tre
            vendor: aws
            gitOps: { repoUrl: 'https://git.example.org/k8tre.git', targetRevision: v1 }
            aws:
              region: eu-west-2
              accountId: '111122223333'
              addressSpace: 10.0.0.0/17
              transit: { gatewayId: tgw-0123456789abcdef0, ranges: [10.200.0.0/16], resolver: true }
              threatDetection: true
              autoScalingRole: true
              budget: { monthlyAmount: 9000, mails: [tre@example.org] }
              pipelines:
                repository: example/tre
                environment: production
                state: { bucket: tre-state, key: 'arn:aws:kms:eu-west-2:111122223333:key/1' }
                runner:
                  connection: arn:aws:codeconnections:eu-west-2:111122223333:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0
            management:
              mode: cluster
              eks: &eks
                administrators: ['arn:aws:iam::111122223333:role/operators']
                zones: [a, b]
                pools: [{ name: work, instanceTypes: [m6i.2xlarge], minNodesPerZone: 1, maxNodesPerZone: 3 }]
            environments:
              - environment: prd
                externalDomain: prd.tre.example.org
                secretStore: parameterStore
                eks:
                  <<: *eks
                  publicZone: tre.example.org
                  publicGateway: true
                  dataBucket: true
            waivers:
              - { rule: signIn, subject: management, owner: the team, reason: It has to be so., expires: '2027-02-01' }
              - { rule: privateGateway, subject: prd, owner: the team, reason: It has to be so., expires: '2027-02-01' }
        """;

    internal Plan Plan { get; private set; } = null!;

    /// <summary>Statements of all policies of roles, besides the boundary and AWS's own.</summary>
    internal IReadOnlyList<IamStatement> OfRoles =>
    [
        .. Plan.Resources.Where(resource => resource.Type == "aws:iam/rolePolicy:RolePolicy" && !IsOfPipeline(resource))
            .SelectMany(resource => IamStatement.Read(resource.Name, Policy(resource))),
    ];

    /// <summary>Statements of the pipeline's role.</summary>
    internal IReadOnlyList<IamStatement> OfPipeline =>
    [
        .. Plan.Resources.Where(resource =>
            resource.Type is "aws:iam/policy:Policy" or "aws:iam/rolePolicy:RolePolicy" && IsOfPipeline(resource)
            && resource.Name != BoundaryName)
            .SelectMany(resource => IamStatement.Read(resource.Name, Policy(resource))),
    ];

    /// <summary>Statements of the permissions boundary.</summary>
    internal IReadOnlyList<IamStatement> Boundary =>
        IamStatement.Read(BoundaryName, Policy(Plan.Resources.Single(resource => resource.Name == BoundaryName)));

    private const string BoundaryName = "tre-pipelines-boundary";

    public async Task InitializeAsync() => Plan = await StackFile.PlanAsync(Stack);

    public Task DisposeAsync() => Task.CompletedTask;

    // Plans make up the account of ARNs that AWS gives.
    private static string Policy(PlanResource resource) =>
        ((string)resource.Inputs["policy"]!).Replace("123456789012", "111122223333", StringComparison.Ordinal);

    private static bool IsOfPipeline(PlanResource resource) => resource.Name.StartsWith("tre-pipelines-", StringComparison.Ordinal);
}
