using K8tre.Tests.Stacks.Settings;

namespace K8tre.Tests.Stacks;

/// <summary>Stack files of platforms whose Argo CD runs in a management cluster.</summary>
internal static class ManagementPlans
{
    /// <summary>The management cluster of <see cref="Hub"/>.</summary>
    public static readonly string Management = $"""
            management:
              mode: cluster
              k3s: {Hosts(9, withRange: false)}
              stacks:
                - stack: organization/k8tre/other
                  vendor: k3s
                  environments: [stg]
                  apiServers: [192.0.2.0/24]

        """;

    /// <summary>A management cluster with the environments named, which serves the stack of <see cref="Spoke"/>.</summary>
    public static string Hub(params string[] environments) => $"""
        config:
          k8tre:platform:
            name: hub
            vendor: k3s
            gitOps:
              repoUrl: https://git.example.org/k8tre.git
              targetRevision: v1
        {Management}    argoCd:
              sso:
                issuer: https://login.example.org/realms/tre
                clientId: argocd
                isPublicClient: true
                groups:
                  - name: operators
                    role: admin
            environments: [{string.Join(", ", environments.Select(Environment))}]

        """;

    /// <summary>Environments that another stack's Argo CD serves.</summary>
    public static string Spoke(string name, params string[] environments) => $"""
        config:
          k8tre:platform:
            name: {name}
            vendor: k3s
            management:
              mode: stack
              stack: tre/k8tre/hub
            environments: [{string.Join(", ", environments.Select(Environment))}]

        """;

    private static string Environment(string environment, int index) =>
        $"{{ environment: {environment}, externalDomain: {environment}.tre.example.org, k3s: {Hosts(index, withRange: true)} }}";

    private static string Hosts(int index, bool withRange) =>
        $"{{ nodeCidr: 192.0.2.0/24, {(withRange ? $"{Range(index)}, {Others(index)}, " : "")}"
        + $"servers: [{{ name: one, address: 192.0.2.{10 + index}, hostKey: {SettingsDocument.HostKey} }}] }}";

    private static string Range(int index) => $"loadBalancerRange: 192.0.2.{100 + (10 * index)}-192.0.2.{105 + (10 * index)}";

    private static string Others(int index) =>
        $"agents: [{{ name: two, address: 192.0.2.{30 + index}, hostKey: {SettingsDocument.HostKey} }}], "
        + "nfsExports: [{ name: data, server: nfs.example.org, path: /data }]";
}
