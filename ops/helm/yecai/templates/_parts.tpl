{{- define "yecai.name" -}}
{{- printf "%s-yecai" .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end }}

{{- define "yecai.labels" -}}
app.kubernetes.io/name: yecai
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "yecai.selector" -}}
app.kubernetes.io/name: yecai
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "yecai.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end }}

{{- /* What every pod of the hub has: no rights, no writable files but two folders, configuration and passwords. Takes the chart's
context and the name of the configuration. */}}
{{- define "yecai.pod" -}}
{{- with .context.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
volumes:
  - name: configuration
    configMap: {name: {{ .configuration }}}
  - name: secrets
    secret: {secretName: {{ .context.Values.secret | quote }}, defaultMode: 0440}
  - {name: tmp, emptyDir: {}}
  - {name: state, emptyDir: {}}
{{- end }}

{{- define "yecai.container" -}}
image: {{ include "yecai.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
volumeMounts:
  - {name: configuration, mountPath: /etc/yecai, readOnly: true}
  - {name: secrets, mountPath: /run/secrets/yecai, readOnly: true}
  - {name: tmp, mountPath: /tmp}
  - {name: state, mountPath: /var/lib/yecai}
{{- end }}
