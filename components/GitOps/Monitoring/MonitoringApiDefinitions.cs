namespace K8tre.Components.GitOps.Monitoring;

#pragma warning disable MA0182 // the command k8tre compiles this file too, and uses it

/// <summary>Custom resource definitions of the Prometheus operator. The recording engine shows them in plans.</summary>
/// <remarks>Source: https://github.com/prometheus-operator/prometheus-operator/tree/v0.87.1/example/prometheus-operator-crd</remarks>
internal static class MonitoringApiDefinitions
{
    /// <summary>Version of the release that contains them: the pinned one.</summary>
    public const string Version = "v0.87.1";

    /// <summary>API group of the definitions, and end of their names.</summary>
    public const string Group = "monitoring.coreos.com";

    /// <summary>Annotation of each definition with the version, without its first letter.</summary>
    public const string VersionKey = "operator.prometheus.io/version";

    /// <summary>End of the bundle's URL, after that of the repository.</summary>
    public const string Path = $"/prometheus-operator/releases/download/{Version}/stripped-down-crds.yaml";

    /// <summary>Plural names of the defined kinds.</summary>
    public static IReadOnlyList<string> Plurals { get; } =
    [
        "alertmanagerconfigs", "alertmanagers", "podmonitors", "probes", "prometheusagents", "prometheuses", "prometheusrules",
        "scrapeconfigs", "servicemonitors", "thanosrulers",
    ];
}
