/** Почему файл не удалось скачать с одного из адресов. */
export const downloadSentences = {
  'its SHA-256 is {found} and must be {right}': 'SHA-256 файла — {found}, а должна быть {right}',
  'it answers {status}': 'сервер ответил {status}',
  'it sends more than the {bytes} bytes of the file': 'сервер шлёт больше, чем {bytes} байт файла',
  'it breaks off after {bytes} of {all} bytes': 'передача оборвалась после {bytes} байт из {all}',
  'its address was not found ({code}); is this machine connected to the internet?':
    'адрес сервера не найден ({code}): есть ли связь с интернетом?',
  'it cannot be reached ({code})': 'сервер недоступен ({code})',
  'it breaks off ({code})': 'передача оборвалась ({code})',
  'it redirects without end': 'сервер без конца перенаправляет',
  'it redirects to {url}': 'сервер перенаправляет на {url}',
  'it sent nothing for {seconds} s': 'сервер молчал {seconds} с',
}
