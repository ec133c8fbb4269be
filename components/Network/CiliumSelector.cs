namespace K8tre.Components.Network;

/// <summary>Selectors of pods in Cilium network policies.</summary>
internal static class CiliumSelector
{
    private const string NamespaceKey = "k8s:io.kubernetes.pod.namespace";

    // K8TRE's cr8tor sets the label on the namespace of a project.
    private const string ProjectKey = "io.cilium.k8s.namespace.labels.k8tre.io/resource-type";
    private const string ProjectValue = "project-namespace";

    /// <summary>Selector of every pod: of the policy's namespace, if it has one.</summary>
    public static InputMap<object> All => [];

    /// <summary>Selector of every pod, and of nothing else that Cilium gives an identity.</summary>
    public static InputMap<object> Pods => Matching(IsPod);

    /// <summary>Selector of the pods in projects' namespaces.</summary>
    public static InputMap<object> Projects => PodsWith((ProjectKey, ProjectValue));

    /// <summary>Selector of the pods outside projects' namespaces.</summary>
    public static InputMap<object> OutsideProjects => Matching(IsPod, Expression(ProjectKey, "NotIn", ProjectValue));

    /// <summary>Returns the selector of pods with labels.</summary>
    public static InputMap<object> PodsWith(params (string Key, string Value)[] labels)
    {
        var map = new InputMap<object>();
        foreach (var (key, value) in labels)
            map.Add(key, value);
        return new() { ["matchLabels"] = map };
    }

    /// <summary>Returns the selector of the pods in namespaces.</summary>
    public static InputMap<object> In(params string[] namespaces) => Matching(Expression(NamespaceKey, "In", namespaces));

    /// <summary>Returns the selector of the pods in all other namespaces.</summary>
    public static InputMap<object> NotIn(params string[] namespaces) => Matching(IsPod, Expression(NamespaceKey, "NotIn", namespaces));

    /// <summary>Returns the selector of the pods in a namespace that have one of several values of a label.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="key">Key of the label.</param>
    /// <param name="values">Its values.</param>
    public static InputMap<object> PodsOf(string @namespace, string key, params string[] values) =>
        Matching(Expression(NamespaceKey, "In", @namespace), Expression(key, "In", values));

    // A missing label is not in a list of values either: without this expression, the gateway and health endpoints match.
    private static InputMap<object> IsPod => new() { ["key"] = NamespaceKey, ["operator"] = "Exists" };

    private static InputMap<object> Matching(params InputMap<object>[] expressions) => new() { ["matchExpressions"] = expressions };

    private static InputMap<object> Expression(string key, string @operator, params string[] values) =>
        new() { ["key"] = key, ["operator"] = @operator, ["values"] = values };
}
