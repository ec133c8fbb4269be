namespace K8tre.Components.OnPrem;

/// <summary>Levels of the Pod Security Standards: https://kubernetes.io/docs/concepts/security/pod-security-standards/</summary>
public enum PodSecurityLevel
{
    /// <summary>Prevents known privilege escalations, such as access to the host.</summary>
    Baseline,

    /// <summary>Requires hardened pods: no root, no added capabilities, a seccomp profile.</summary>
    Restricted,

    /// <summary>Allows everything.</summary>
    Privileged,
}
