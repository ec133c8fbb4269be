using K8tre.Components.Clusters;

namespace K8tre.Components.Network;

/// <summary>
/// Requests and limits of Cilium's containers. No container has a CPU limit, and what every packet passes has no memory limit.
/// </summary>
/// <remarks>
/// Estimates for clusters of up to 50 nodes. The chart has no requests of its own: without them, the kubelet evicts the network's pods
/// early when a node runs short of memory, after those that use more than they request.
/// </remarks>
internal static class CiliumResources
{
    private static readonly Requests AgentRequests = new(100, 384);
    private static readonly Requests EnvoyRequests = new(50, 96);
    private static readonly Requests OperatorRequests = new(50, 128);
    private static readonly Requests RelayRequests = new(25, 64);

    /// <summary>Requests on every node: the agent and Envoy.</summary>
    public static Requests OnEveryNode => AgentRequests + EnvoyRequests;

    /// <summary>Resources of the agent. Its maps and policies grow with the cluster.</summary>
    public static InputMap<object> Agent => AgentRequests.ToValue();

    /// <summary>Resources of the agent's init containers.</summary>
    public static InputMap<object> Init => new Requests(50, 64).ToValue();

    /// <summary>Resources of Envoy, which the traffic of gateways and of policies with names passes.</summary>
    public static InputMap<object> Envoy => EnvoyRequests.ToValue();

    /// <summary>Resources of the operator.</summary>
    public static InputMap<object> Operator => OperatorRequests.ToValue(limitMiB: 512);

    /// <summary>Resources of Hubble's relay.</summary>
    public static InputMap<object> Relay => RelayRequests.ToValue(limitMiB: 256);

    /// <summary>Resources of the Job that renews Hubble's certificates.</summary>
    public static InputMap<object> Certificates => new Requests(10, 32).ToValue(limitMiB: 128);

    /// <summary>Returns the requests once in a cluster: the operators and Hubble's relay.</summary>
    /// <param name="operators">Number of operators.</param>
    public static Requests Once(int operators) => (operators * OperatorRequests) + RelayRequests;
}
