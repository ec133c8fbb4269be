namespace K8tre.Components.OnPrem;

/// <summary>What pods may do: https://kubernetes.io/docs/concepts/security/pod-security-standards/</summary>
public enum PodSecurityLevel
{
    /// <summary>Nothing that reaches into the host.</summary>
    Baseline,

    /// <summary>The least: no root, no added capabilities, a seccomp profile.</summary>
    Restricted,

    /// <summary>Everything.</summary>
    Privileged,
}
