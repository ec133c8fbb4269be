namespace K8tre.Components.Network;

#pragma warning disable MA0182 // the command k8tre compiles this file too, and uses it

/// <summary>Custom resource definitions in the standard channel of the Gateway API. The recording engine shows them in plans.</summary>
/// <remarks>Source: https://github.com/kubernetes-sigs/gateway-api/tree/v1.4.1/config/crd/standard</remarks>
internal static class GatewayApiDefinitions
{
    /// <summary>Version of the release that contains them: the pinned one.</summary>
    public const string Version = "v1.4.1";

    /// <summary>API group of the definitions, and end of their names.</summary>
    public const string Group = "gateway.networking.k8s.io";

    /// <summary>End of the bundle's URL, after that of the repository.</summary>
    public const string Path = $"/gateway-api/releases/download/{Version}/standard-install.yaml";

    /// <summary>Plural names of the defined kinds.</summary>
    public static IReadOnlyList<string> Plurals { get; } =
        ["backendtlspolicies", "gatewayclasses", "gateways", "grpcroutes", "httproutes", "referencegrants"];
}
